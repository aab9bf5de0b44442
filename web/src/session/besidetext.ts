import type { Beside, KnobValue, Scene } from "./api.ts";
import { knobValue } from "./knobtext.ts";

/** A scene beside another one as an address has it: scene/variant;knob=value;… */
export function formatBeside({ scene, variant, knobs }: Beside): string {
  const settings = Object.entries(knobs ?? {}).map(([knob, value]) => `;${knob}=${value}`);
  return `${scene}${variant === undefined ? "" : `/${variant}`}${settings.join("")}`;
}

/** Reads what formatBeside wrote; undefined if there is no such scene, variant or knob value. */
export function parseBeside(text: string, scenes: readonly Scene[]): Beside | undefined {
  const [place = "", ...settings] = text.split(";");
  const [id = "", variant] = place.split("/", 2);
  const scene = scenes.find((scene) => scene.id === id);
  if (!scene || (variant !== undefined && !scene.variants.includes(variant))) return undefined;
  const knobs: Record<string, KnobValue> = {};
  for (const setting of settings) {
    const [name, text = ""] = setting.split("=", 2);
    const knob = scene.knobs.find((knob) => knob.id === name);
    const value = knob && knobValue(knob, text);
    if (!knob || value === undefined) return undefined;
    knobs[knob.id] = value;
  }
  return { scene: id, variant, knobs };
}
