import { memory } from "./measure.ts";
import { expect, frames, stats, test } from "./page.ts";

test("100,000 goroutines are shown, the first of them in the tables, and leave when another scene is loaded", async ({
  running: page,
}) => {
  await frames(page, 3);
  const before = await memory(page);
  await page.evaluate(() => window.sluice.load("selftest-crowd"));
  await page.getByRole("tab", { name: "Goroutines" }).click();
  await expect(page.getByText("And 99,801 more goroutines.")).toBeVisible();
  expect((await stats(page)).goroutines).toBe(100_001);
  expect(await page.locator("*").count()).toBeLessThan(6000);
  const half = await page.evaluate(() => {
    const { sluice } = window;
    const { nowMs } = sluice.stats();
    const begin = performance.now();
    sluice.step(-250_000);
    const { goroutines } = sluice.stats();
    sluice.seek(nowMs);
    return { goroutines, ms: performance.now() - begin };
  });
  expect(half.goroutines).toBeLessThan(60_000);
  expect(half.ms).toBeLessThan(2000);
  await page.evaluate(() => window.sluice.load("composite"));
  expect((await stats(page)).goroutines).toBeLessThan(50);
  expect((await memory(page)).goroutines).toBeLessThan(before.goroutines + 20);
});
