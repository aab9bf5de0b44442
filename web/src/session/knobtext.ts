import type { Knob, KnobValue } from "./api.ts";

/** The value of a knob written as text, or undefined if the knob cannot take it. */
export function knobValue(knob: Knob, text: string): KnobValue | undefined {
  if (knob.kind === "choice") return knob.options.find((option) => String(option.value) === text)?.value;
  return parseNumber(text, knob.min, knob.max);
}

/** A number between two others written as text, or undefined. */
export function parseNumber(text: string, min: number, max: number): number | undefined {
  const value = Number(text);
  return text.trim() !== "" && value >= min && value <= max ? value : undefined;
}
