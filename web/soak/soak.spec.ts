import { type ConsoleMessage, expect, type Page, test } from "@playwright/test";
import { meter } from "../test/measure.ts";
import { open } from "../test/page.ts";
import { switchScenes } from "../test/switching.ts";
import { doSomething, openAll } from "./acts.ts";
import { Dice } from "./dice.ts";
import { type Sample, table, verdict } from "./verdict.ts";

const minutes = Number(process.env.MINUTES || 10);
const seed = Number(process.env.SEED || Date.now() % 1e6);
const betweenMs = 15_000;

/** What a lost graphics context lets the browser and the program that has lost it say. */
const expected = /already exited|webgl|context/i;

test("the page stays as it is under random use", async ({ page }) => {
  const complaints = collect(page);
  await open(page);
  await openAll(page);
  const measure = await meter(page);
  const begin = Date.now();
  const samples: Sample[] = [];
  let acts = 0;
  const sample = async () => {
    await rest(page);
    samples.push({ seconds: (Date.now() - begin) / 1000, acts, ...(await measure()) });
  };

  await switchScenes(page, 50);
  await sample();
  for (let i = 0; i < 9; i++) {
    await switchScenes(page, 50);
    await sample();
  }
  console.log(`500 switches of the scene, every 50:\n${table(samples)}\n`);
  const [first, last] = [samples[0], samples.at(-1)] as [Sample, Sample];
  expect(last.goroutines).toBeLessThanOrEqual(first.goroutines);
  expect(last.listeners).toBeLessThan(first.listeners + 100);
  expect(last.jsHeapBytes).toBeLessThan(1.3 * first.jsHeapBytes);
  samples.length = 0;

  console.log(`${minutes} minutes of random use; SEED=${seed} does the same again`);
  const dice = new Dice(seed);
  const counts: Record<string, number> = {};
  const useFor = async (minutes: number, mayBeginAgain: boolean) => {
    const end = Date.now() + minutes * 60_000;
    while (Date.now() < end) {
      const next = Date.now() + betweenMs;
      for (; Date.now() < next; acts++) {
        const name = await doSomething(page, dice, mayBeginAgain);
        counts[name] = (counts[name] ?? 0) + 1;
      }
      await sample();
    }
  };
  await useFor(minutes / 4, true);
  await page.reload(); // and from now on nothing begins again: that would hide what is left behind
  await page.evaluate(() => window.sluice.ready);
  await openAll(page);
  await useFor((3 * minutes) / 4, false);
  const found = verdict(samples);
  console.log(table(samples));
  console.log(counts);
  for (const { measure, grew, bound, flat } of found)
    console.log(
      `${measure}: ${(100 * grew).toFixed(1)} % in the second half, ${flat ? "flat" : "growing"} (bound ${100 * bound} %)`,
    );
  console.log(`${complaints.length} console errors`);
  expect(complaints).toEqual([]);
  expect(found.filter(({ flat }) => !flat)).toEqual([]);
});

/** What the page complains about, but for the end of a program that has lost its context. */
function collect(page: Page): string[] {
  const complaints: string[] = [];
  const note = (text: string) => {
    if (!expected.test(text)) complaints.push(text);
  };
  page.on("pageerror", (error) => note(error.stack ?? error.message));
  page.on("console", (message: ConsoleMessage) => {
    if (message.type() === "error") note(message.text());
  });
  return complaints;
}

/** Brings the page to where it began, so that samples can be compared. */
async function rest(page: Page): Promise<void> {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "no-preference" });
  await page.keyboard.press("Escape");
  await page.evaluate(async () => {
    const { sluice } = window;
    sluice.load("composite", { seed: 1 });
    sluice.compare();
    sluice.speed(1);
    sluice.play();
    document.getElementById("tab-lesson")?.click();
    for (let i = 0; i < 4; i++) await new Promise(requestAnimationFrame);
  });
}
