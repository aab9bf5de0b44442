import type { Beside, KnobValue, LoadOptions } from "./api.ts";
import type { Loaded } from "./session.ts";

/**
 * Who stands beside the loaded scene once one of them has its knob turned alone:
 * the others keep the values that they have.
 */
export function turnedAlone(
  loaded: Loaded,
  beside: readonly Beside[],
  i: number,
  knob: string,
  value: KnobValue,
): Beside[] {
  const present = loaded.knobs[knob];
  return beside.map((other, k) => {
    const own = other.knobs?.[knob];
    if (k + 1 === i) return { ...other, knobs: { ...other.knobs, [knob]: value } };
    const follows = other.scene === loaded.id && own === undefined && present !== undefined;
    return i === 0 && follows ? { ...other, knobs: { ...other.knobs, [knob]: present } } : other;
  });
}

/** The knobs of the loaded scene that stand otherwise in a scene beside it. */
export function turnedApart(loaded: Loaded, beside: readonly Beside[]): string[] {
  const apart = beside
    .filter(({ scene }) => scene === loaded.id)
    .flatMap(({ knobs }) =>
      Object.entries(knobs ?? {}).flatMap(([knob, value]) => (value === loaded.knobs[knob] ? [] : [knob])),
    );
  return [...new Set(apart)];
}

/** Who stands beside the loaded scene once a knob stands alike in all. */
export function turnedInAll(beside: readonly Beside[], knob: string, value: KnobValue): Beside[] {
  return beside.map((other) =>
    other.knobs?.[knob] === undefined ? other : { ...other, knobs: { ...other.knobs, [knob]: value } },
  );
}

/** The knobs with which a scene beside another one starts. */
export function besideKnobs(id: string, { knobs }: LoadOptions, other: Beside): LoadOptions["knobs"] {
  return other.scene === id ? { ...knobs, ...other.knobs } : other.knobs;
}
