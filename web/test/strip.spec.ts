import type { Page } from "@playwright/test";
import { expect, test } from "./page.ts";

const strip = (page: Page) => page.getByRole("region", { name: "Over time" });
const picture = (page: Page) => strip(page).getByRole("img");

/** How many pixels of the strip are in the colour of work. */
const worked = (page: Page) =>
  picture(page).evaluate((canvas: HTMLCanvasElement) => {
    const context = canvas.getContext("2d");
    if (!context) throw new Error("there is no canvas");
    const hex = getComputedStyle(canvas).getPropertyValue("--flight");
    if (canvas.width === 0) return 0; // it is empty
    const want = [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16));
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    let n = 0;
    for (let i = 0; i < data.length; i += 4) if (want.every((v, k) => data[i + k] === v)) n++;
    return n;
  });

test("the strip shows what goroutines did, and a block tells of itself and leads on", async ({
  running: page,
}) => {
  await page.evaluate(async () => {
    window.sluice.load("fan-in", { seed: 2 });
    await window.sluice.run(4000);
  });
  await page.getByRole("tab", { name: "Goroutines" }).click();
  await expect.poll(() => worked(page)).toBeGreaterThan(100);

  await picture(page).focus();
  const told = strip(page).getByRole("status");
  for (const name of ["main", "quick", "steady", "slow", "forward"]) {
    await page.keyboard.press("ArrowDown");
    await expect(told).toContainText(new RegExp(`^${name} \\d+ was`));
  }
  await page.keyboard.press("ArrowLeft");
  await expect(told).toContainText("until quick 2 let it go on");

  await strip(page).getByRole("button", { name: "Go to its start" }).click();
  const at = await page.evaluate(() => window.sluice.stats().playheadMs);
  expect(at).toBeLessThan(4000);
  await expect(told).toContainText(`from ${(at / 1000).toFixed(3)} s`);
  await strip(page)
    .getByRole("button", { name: /^fanin\.go:\d+$/ })
    .click();
  await expect(page.getByRole("tab", { name: "Code" })).toHaveAttribute("aria-selected", "true");
});

test("the strip is made longer and shorter, on a phone too", async ({ running: page }) => {
  await page.evaluate(async () => {
    window.sluice.load("composite", { seed: 2 });
    await window.sluice.run(40_000);
  });
  await page.getByRole("tab", { name: "Goroutines" }).click();
  await expect(strip(page).getByText("10.00 s")).toBeVisible();
  await strip(page).getByRole("button", { name: "Longer time" }).click();
  await expect(strip(page).getByText("30.00 s")).toBeVisible();
  const farther = strip(page).getByRole("button", { name: "Longer time" });
  for (let i = 0; i < 3; i++) await farther.click();
  await expect(farther).toBeDisabled();
  await expect(strip(page).getByText("40.00 s")).toBeVisible();
  await expect.poll(() => worked(page)).toBeGreaterThan(100);

  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("tab", { name: "Goroutines" }).click();
  await expect(picture(page)).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await page.setViewportSize({ width: 1440, height: 900 });
});
