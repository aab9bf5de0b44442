import { address, expect, open, test } from "./page.ts";

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

test("nothing overflows sideways, and the picture has the upper half", async ({ page }) => {
  await open(page);
  const picture = page.locator("iframe");
  for (const sheetOpen of [false, true]) {
    if (sheetOpen) await page.getByRole("tab", { name: "Knobs" }).tap();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    const box = await picture.boundingBox();
    expect(box?.width).toBe(390);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeGreaterThanOrEqual(844 / 2 - 2);
  }
});

test("bursts and play stay under the thumb, open sheet or not", async ({ page }) => {
  await open(page, "?knob.arrival=0");
  await page.getByRole("tab", { name: "Goroutines" }).tap();
  await expect(page.getByRole("table", { name: "Goroutines" })).toBeVisible();
  await page.getByRole("button", { name: "Send 10 jobs", exact: true }).tap();
  await expect.poll(() => page.evaluate(() => window.sluice.stats().offered)).toBe(10);
  await page.getByRole("button", { name: "Pause" }).tap();
  await page.getByRole("button", { name: "Close the panel" }).tap();
  await expect(page.getByRole("table", { name: "Goroutines" })).toBeHidden();
  await expect(page.getByRole("button", { name: "Play" })).toBeInViewport();
});

test("every touch target is at least 44 px high and 44 px wide", async ({ page }) => {
  await open(page);
  const small = () =>
    page.evaluate(() =>
      [...document.querySelectorAll("button, select, input, a, summary")]
        .filter((element) => element.checkVisibility())
        // What stands in a label is as large a target as that.
        .map((element) => ({ element, box: (element.closest("label") ?? element).getBoundingClientRect() }))
        .filter(({ box }) => box.width < 44 || box.height < 44)
        .map(({ element, box }) => `${box.width}x${box.height} ${element.outerHTML.slice(0, 80)}`),
    );
  for (const tab of await page.getByRole("tab").all()) {
    await tab.tap();
    if ((await tab.textContent()) === "Words") await expect(page.locator(".event").first()).toBeVisible();
    if ((await tab.textContent()) === "Metrics") await expect(page.locator(".plot canvas")).toHaveCount(3);
    expect(await small()).toEqual([]);
  }
  await page.getByRole("button", { name: "Help and keyboard" }).tap();
  expect(await small()).toEqual([]);
});

test("a failure fits the narrow page", async ({ page, complaints }) => {
  await page.route(/\.bin$/, (route) => route.fulfill({ status: 404, body: "" }));
  await page.goto(address());
  const frame = page.frameLocator("iframe");
  await expect(frame.getByRole("alert")).toContainText("is not on this server");
  expect(await frame.locator("html").evaluate((html) => html.scrollWidth)).toBe(390);
  complaints.length = 0;
});
