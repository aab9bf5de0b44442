import { memory, meter } from "./measure.ts";
import { expect, frames, open, stats, test } from "./page.ts";
import { switchScenes } from "./switching.ts";

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

test("a run of more clicks than a link holds says so where it is shared, and stays a file", async ({
  running: page,
}) => {
  const told = await page.evaluate(async () => {
    const { sluice } = window;
    sluice.load("fan-out", { seed: 4, knobs: { arrival: 0 } });
    for (let i = 0; i <= 10_000; i++) sluice.set("workers", 2 + (i % 3));
    sluice.pause();
    let reason = "";
    try {
      sluice.link();
    } catch (error) {
      reason = (error as Error).message;
    }
    const { logHash } = sluice.stats();
    const file = sluice.export();
    sluice.load("composite");
    sluice.import(file);
    return { reason, logHash, again: sluice.stats().logHash };
  });
  expect(told.reason).toBe("The run is too long for a link: export it as a file.");
  expect(told.again).toBe(told.logHash);
  await page.keyboard.press("s");
  const dialog = page.getByRole("dialog", { name: "Share this run" });
  await expect(dialog).toContainText("Too much was done in this run for a link");
  await expect(dialog.getByRole("textbox", { name: "Link" })).toHaveValue(
    /scene\/fan-out\.html\?seed=4[^#]*$/,
  );
  await page.keyboard.press("Escape");
});

// make soak does 500 switches; these are enough to see what each leaves behind.
test("who switches scenes all the time leaves nothing behind", async ({ page }) => {
  await open(page);
  const measure = await meter(page);
  await switchScenes(page, 80);
  const before = await measure();
  await switchScenes(page, 50);
  const after = await measure();
  expect(after.goroutines).toBeLessThanOrEqual(before.goroutines);
  expect(after.listeners).toBeLessThan(before.listeners + 25); // half of one for each switch
  expect(after.nodes).toBeLessThan(before.nodes + 300);
  expect(after.heapBytes).toBeLessThan(before.heapBytes + 2e6);
  expect(after.totalBytes).toBeLessThan(before.totalBytes + 12e6);
  expect(after.jsHeapBytes).toBeLessThan(before.jsHeapBytes + 1.5e6);
});
