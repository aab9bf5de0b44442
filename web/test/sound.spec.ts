import { expect as expectPure, test as pure } from "@playwright/test";
import { type Heard, notesFor, pitchOf, score } from "../src/sound/score.ts";
import { expect, frames, test } from "./page.ts";

const still: Heard = { playing: 1, playheadMs: 0, queued: 0, rejected: 0, failed: 0, completed: 0 };
const kinds = (after: Partial<Heard>) =>
  score(still, { ...still, playheadMs: 100, ...after }).notes.map(({ kind }) => kind);

pure("the deeper the queue, the higher the tone, and an empty one is silent", () => {
  expectPure(pitchOf(0)).toBe(0);
  const pitches = [1, 2, 5, 24, 100, 1000].map(pitchOf);
  expectPure(pitches).toEqual([...new Set(pitches)].sort((a, b) => a - b));
  expectPure(pitchOf(16)).toBeCloseTo(2 * pitchOf(1));
  expectPure(pitchOf(1e9)).toBe(1400);
});

pure("few events are heard one by one, many as a few", () => {
  expectPure([0, 1, 2, 3, 4, 8, 1000].map((n) => notesFor(n, 6))).toEqual([0, 1, 2, 2, 3, 4, 6]);
  expectPure(kinds({ rejected: 2, failed: 1 })).toEqual(["refusal", "refusal", "failure"]);
  expectPure(kinds({ rejected: 1000, failed: 1000 })).toHaveLength(9);
  expectPure(kinds({ completed: 1 })).toEqual(["completion"]);
  expectPure(kinds({ completed: 50 })).toEqual([]);
});

pure("nothing is heard while time stands, or after it has gone back", () => {
  const busy = { ...still, playheadMs: 100, queued: 9, rejected: 4 };
  expectPure(score(still, busy).pitch).toBe(pitchOf(9));
  const silence = { pitch: 0, notes: [] };
  expectPure(score(undefined, busy)).toEqual(silence);
  expectPure(score(still, { ...busy, playing: 0 })).toEqual(silence);
  expectPure(score(busy, busy)).toEqual(silence);
  expectPure(score({ ...busy, playheadMs: 5000 }, { ...busy, rejected: 9 })).toEqual(silence);
});

test("sound is off until it is switched on; then refusals click, and a pause is silent", async ({
  running: page,
}) => {
  const heard = await page.evaluateHandle(() => {
    const heard = { contexts: 0, waves: [] as string[], targets: [] as number[] };
    const { start } = AudioScheduledSourceNode.prototype;
    AudioScheduledSourceNode.prototype.start = function (when) {
      heard.waves.push((this as OscillatorNode).type);
      start.call(this, when);
    };
    const { setTargetAtTime } = AudioParam.prototype;
    AudioParam.prototype.setTargetAtTime = function (value, ...rest) {
      heard.targets.push(value);
      return setTargetAtTime.call(this, value, ...rest);
    };
    return heard;
  });
  const burst = () => page.evaluate(() => window.sluice.inject(100));
  await burst();
  await frames(page, 15);
  expect(await heard.evaluate(({ waves }) => waves)).toEqual([]);

  const sound = page.getByRole("button", { name: "Sound" });
  await sound.click();
  await expect(sound).toHaveAttribute("aria-pressed", "true");
  await burst();
  await expect.poll(() => heard.evaluate(({ waves }) => waves)).toContain("square");
  await expect.poll(() => heard.evaluate(({ targets }) => Math.max(...targets))).toBeGreaterThan(196);

  await page.evaluate(() => window.sluice.pause());
  await frames(page, 10);
  await heard.evaluate((heard) => {
    heard.waves.length = 0;
    heard.targets.length = 0;
  });
  await frames(page, 15);
  expect(await heard.evaluate(({ waves }) => waves)).toEqual([]);
  await expect.poll(() => heard.evaluate(({ targets }) => targets.length)).toBeGreaterThan(0);
  expect(await heard.evaluate(({ targets }) => targets.filter((target) => target !== 0))).toEqual([]);

  await page.keyboard.press("?");
  const volume = page.getByRole("slider", { name: "Volume" });
  await volume.fill("20");
  // What is silent goes on being set to nothing, also in between.
  const louder = await heard.evaluate(({ targets }) => targets.filter((target) => target !== 0));
  expect(louder.at(-1)).toBeCloseTo(0.04);
  await expect(volume).toHaveAttribute("aria-valuetext", "20 %");
  await page.keyboard.press("Escape");
  await sound.click();
  await expect(sound).toHaveAttribute("aria-pressed", "false");
  expect(await page.evaluate(() => localStorage.getItem("sluice.sound"))).toBe("off");
});
