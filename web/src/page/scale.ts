import type { Knob } from "../session/api.ts";

/** Number of steps of a slider. */
export const positions = 1000;

/** The knob's value at a slider position from 0 to {@link positions}, on the knob's grid. */
export function fromPosition(knob: Knob, position: number): number {
  const share = position / positions;
  if (share <= 0) return knob.min;
  if (share >= 1) return knob.max;
  const { low, span } = logarithmic(knob);
  const value = span > 0 ? low * Math.exp(share * span) : knob.min + share * (knob.max - knob.min);
  return Math.min(knob.max, Math.max(knob.min, toGrid(knob, value)));
}

/** The slider position that is nearest to a value. */
export function toPosition(knob: Knob, value: number): number {
  const { low, span } = logarithmic(knob);
  const share =
    span > 0 ? Math.log(Math.max(value, low) / low) / span : (value - knob.min) / (knob.max - knob.min);
  return value <= knob.min ? 0 : Math.round(share * positions);
}

/** The lowest value and the width of a logarithmic scale; one that begins at 0 has its first step as its lowest. */
function logarithmic(knob: Knob): { low: number; span: number } {
  const low = knob.min > 0 ? knob.min : knob.step || 1;
  return { low, span: knob.scale === "log" ? Math.log(knob.max / low) : 0 };
}

/** The nearest multiple of the step from the minimum, without the dust of binary fractions. */
function toGrid(knob: Knob, value: number): number {
  if (!(knob.step > 0)) return value;
  return Number((knob.min + Math.round((value - knob.min) / knob.step) * knob.step).toPrecision(12));
}
