import { parseAddress } from "../src/session/address.ts";
import type { Scene } from "../src/session/api.ts";
import { formatBeside, parseBeside } from "../src/session/besidetext.ts";
import { expect, test } from "./page.ts";

/** A source of numbers from 0 to 1 that is the same for a seed. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const pieces = [
  ...["scene", "variant", "seed", "theme", "tab", "speed", "at", "run", "beside", "run1", "present", "embed"],
  ...["knob.", "knob.workers", "origin", "controls", "haste", "__proto__", "constructor", "toString"],
  ...[
    "=",
    "&",
    "&",
    "=",
    "/",
    ";",
    "#",
    "?",
    "%",
    "%00",
    "%ff",
    "<b>",
    "\u0000",
    "é",
    "1",
    "-1",
    "1e309",
    "NaN",
  ],
  ...["composite", "fan-out", "javascript:alert(1)", "0x10", " ", "  1", "9".repeat(400)],
];

test("whatever stands in an address, it is read without a fault and what is not understood is named", () => {
  const roll = dice(7);
  const known =
    /^(scene|variant|seed|theme|tab|speed|at|run[12]?|beside|present|embed|controls|origin|knob\..*)$/;
  const wrong: string[] = [];
  for (let n = 0; n < 5000; n++) {
    const text = Array.from(
      { length: 1 + roll() * 24 },
      () => pieces[Math.floor(roll() * pieces.length)],
    ).join("");
    const [search = "", hash = ""] = text.split("#", 2);
    const { problems, speed = 1, at = 0, beside } = parseAddress({ search: `?${search}`, hash: `#${hash}` });
    const names = [...new URLSearchParams(search), ...new URLSearchParams(hash)].map(([name]) => name);
    const unknown = names.filter((name) => !known.test(name));
    const named = unknown.every((name) => problems.some((problem) => problem.includes(name)));
    if (!named || !(speed > 0) || !(at >= 0) || beside.length > 2) wrong.push(text);
  }
  expect(wrong).toEqual([]);
});

test("what stands beside a scene is read back as it was written, and nothing else is", () => {
  const roll = dice(9);
  const knobs = [
    {
      id: "workers",
      label: "Workers",
      kind: "range",
      min: 1,
      max: 64,
      step: 1,
      default: 5,
      unit: "",
      scale: "linear",
    },
    {
      id: "jitter",
      label: "Jitter",
      kind: "choice",
      min: 0,
      max: 0,
      step: 0,
      default: "full",
      unit: "",
      scale: "linear",
    },
  ].map((knob) => ({ ...knob, options: knob.kind === "choice" ? [{ value: "full", label: "full" }] : [] }));
  const scenes = [{ id: "composite", variants: ["parked", "in-worker"], knobs }] as unknown as Scene[];
  const beside = { scene: "composite", variant: "in-worker", knobs: { workers: 8, jitter: "full" } };
  expect(parseBeside(formatBeside(beside), scenes)).toEqual(beside);
  const wrong: string[] = [];
  for (let n = 0; n < 5000; n++) {
    const letters = [...formatBeside(beside)].map((letter) =>
      roll() < 0.1 ? pieces[Math.floor(roll() * pieces.length)] : letter,
    );
    const read = parseBeside(letters.join(""), scenes);
    if (!read) continue;
    const { scene, variant = "parked", knobs = {} } = read;
    const known = Object.keys(knobs).every((name) => ["workers", "jitter"].includes(name));
    if (scene !== "composite" || !["parked", "in-worker"].includes(variant) || !known)
      wrong.push(letters.join(""));
  }
  expect(wrong).toEqual([]);
});
