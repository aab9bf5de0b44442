import { strict as assert } from "node:assert";
import { test } from "@playwright/test";
import fc from "fast-check";
import { loadAddress, parseAddress } from "../src/session/address.ts";
import type { Knob, KnobValue, LoadOptions, Scene } from "../src/session/api.ts";
import { formatBeside, parseBeside } from "../src/session/besidetext.ts";
import { knobValue } from "../src/session/knobtext.ts";
import { formatAddress, formatLink } from "../src/session/link.ts";
import type { Loaded, Session } from "../src/session/session.ts";
import { tabNames } from "../src/session/tabs.ts";

// What the build defines.
Object.assign(globalThis, {
  BUILD: "test",
  SCENE_PAGES: ["composite"],
  location: { href: "https://sluice.example/" },
});

/** As many texts for each property; what breaks one is shown as short as it goes, with the seed that leads to it. */
fc.configureGlobal({ numRuns: 3000 });

const names = ["scene", "variant", "seed", "theme", "tab", "speed", "at", "run", "beside", "run1", "run2"];
const otherNames = ["present", "embed", "controls", "origin", "knob.", "knob.workers"];
const known = new Set([...names, ...otherNames]);
const values = [
  "composite",
  "fan-out",
  "javascript:alert(1)",
  "0x10",
  "1e309",
  "NaN",
  "-1",
  "9".repeat(400),
  "<b>",
  "é",
];

/** Parameters as somebody could write them, most of them wrong. */
const params = fc.array(
  fc.tuple(
    fc.oneof(fc.constantFrom(...known, "haste", "__proto__", "constructor"), fc.string({ unit: "binary" })),
    fc.oneof(fc.constantFrom(...values), fc.string({ unit: "binary" }), fc.double().map(String)),
  ),
);

const scene = {
  id: "composite",
  variants: ["parked", "in-worker"],
  knobs: [
    { id: "workers", label: "Workers", kind: "range", min: 1, max: 64, step: 1, default: 5, unit: "" },
    { id: "failure", label: "Failure", kind: "range", min: 0, max: 1, step: 0.01, default: 0.1, unit: "" },
    { id: "jitter", label: "Jitter", kind: "choice", min: 0, max: 0, step: 0, default: "full", unit: "" },
  ].map((knob): Knob => {
    const options = knob.kind === "choice" ? ["full", "equal"].map((value) => ({ value, label: value })) : [];
    return { ...knob, scale: "linear", options } as Knob;
  }),
} as unknown as Scene;

/** Whether the scene has a knob that takes a value. */
function takes(name: string, value: KnobValue): boolean {
  const knob = scene.knobs.find((knob) => knob.id === name);
  return knob !== undefined && knobValue(knob, String(value)) === value;
}

/** 0 in the place of -0, which is written as 0. */
const unsigned = (x: number) => x + 0;

/** Settings that the scene takes. */
const settings = fc.record({
  variant: fc.constantFrom(...scene.variants),
  knobs: fc.record(
    {
      workers: fc.integer({ min: 1, max: 64 }),
      failure: fc.double({ min: 0, max: 1, noNaN: true }).map(unsigned),
      jitter: fc.constantFrom("full", "equal"),
    },
    { noNullPrototype: true },
  ),
});

test("whatever stands in an address, it is read without a fault and what is not known is named", () => {
  fc.assert(
    fc.property(params, params, fc.string({ unit: "binary" }), (query, fragment, rest) => {
      const search = `?${new URLSearchParams(query)}`;
      const hash = `#${new URLSearchParams(fragment)}${rest}`;
      const { problems, speed = 1, at = 0, beside, embed } = parseAddress({ search, hash });
      const unknown = query
        .map(([name]) => name)
        .filter((name) => !known.has(name) && !name.startsWith("knob."));
      assert(unknown.every((name) => problems.some((problem) => problem.includes(name))));
      assert(speed > 0 && at >= 0 && beside.length <= 2);
      assert(!embed?.origin || new URL(embed.origin).origin === embed.origin);
    }),
  );
});

/** A session as far as an address or a link is made of it, or asks something of it. */
const sessionWith = (parts: object) => parts as Session;

test("what an address asks for is loaded only if there is such a thing", () => {
  fc.assert(
    fc.property(params, (query) => {
      const asked: [id: string, options: LoadOptions | undefined][] = [];
      const take = (id: string, options?: LoadOptions) => asked.push([id, options]);
      const ignore = () => undefined;
      const session = sessionWith({
        scenes: () => [scene],
        events: { emit: ignore },
        ...{ load: take, replay: take, run: () => Promise.resolve(), pause: ignore, speed: ignore },
      });
      loadAddress(session, parseAddress({ search: `?${new URLSearchParams(query)}`, hash: "" }));
      const [id, { variant, seed, knobs } = {}] = asked.at(-1) ?? [];
      if (id !== scene.id) return; // the Go program judges what is not listed
      assert(variant === undefined || scene.variants.includes(variant));
      assert(seed === undefined || (Number.isSafeInteger(seed) && seed >= 0));
      for (const [name, value] of Object.entries(knobs ?? {})) assert(takes(name, value));
    }),
  );
});

test("the address of what is loaded, and a link to its run, are read back as they were written", () => {
  const speeds = fc.double({ min: 0.01, max: 1000, noNaN: true });
  const moments = fc.double({ min: 0, max: 1e7, noNaN: true }).map(unsigned);
  const others = fc.array(settings, { maxLength: 2 });
  const tabs = fc.constantFrom(...tabNames);
  fc.assert(
    fc.property(
      settings,
      fc.maxSafeNat(),
      others,
      tabs,
      speeds,
      moments,
      (own, seed, rest, tab, speed, atMs) => {
        const loaded: Loaded = { ...own, seed, id: scene.id, scene, linked: false, program: undefined };
        const beside = rest.map((other) => ({ scene: scene.id, ...other }));
        const script = (i: number) => {
          const { knobs } = rest[i - 1] ?? own;
          return { run: `1.run${i}`, problem: "", inputs: 1, atMs, knobs };
        };
        const core = { stats: () => ({ speed }), script };
        const session = sessionWith({ loaded, beside, tab, core, theme: "system", presenting: false });
        const link = formatLink(session, {});
        for (const text of [link, formatAddress(session, loaded, "https://sluice.example/?theme=light")]) {
          const read = parseAddress(new URL(text));
          assert.deepEqual([read.problems, read.seed], [[], String(seed)]);
          const { speed: readSpeed = 1, tab: readTab = "lesson", variant = scene.variants[0] } = read;
          assert.deepEqual([readSpeed, readTab, variant], [speed, tab, own.variant]);
          for (const knob of scene.knobs) {
            const text = read.knobs.get(knob.id);
            assert.equal(
              text === undefined ? knob.default : knobValue(knob, text),
              Object(own.knobs)[knob.id],
            );
          }
          assert.deepEqual(
            read.beside.map(({ text }) => parseBeside(text, [scene])),
            beside,
          );
        }
        const { run, at, beside: besides } = parseAddress(new URL(link));
        assert.deepEqual([run, at], ["1.run0", atMs]);
        assert.deepEqual(
          besides.map(({ run }) => run),
          rest.map((_, i) => `1.run${i + 1}`),
        );
      },
    ),
  );
});

test("what stands beside a scene is nothing that there is not", () => {
  const pieces = fc.oneof(fc.constantFrom("/", ";", "=", ...values), fc.string());
  const damages = fc.array(fc.tuple(fc.nat({ max: 60 }), pieces), { maxLength: 4 });
  fc.assert(
    fc.property(settings, damages, (own, damages) => {
      let text = formatBeside({ scene: scene.id, ...own });
      for (const [at, piece] of damages) text = text.slice(0, at) + piece + text.slice(at + 1);
      const read = parseBeside(text, [scene]);
      if (!read) return;
      assert.equal(read.scene, scene.id);
      assert(read.variant === undefined || scene.variants.includes(read.variant));
      for (const [name, value] of Object.entries(read.knobs ?? {})) assert(takes(name, value));
    }),
  );
});
