import { address, expect, test } from "./page.ts";

test("the gallery shows each scene that there is, with pictures that load, and opens it", async ({
  page,
}) => {
  await page.goto(address("gallery.html"));
  const titles = await page.locator(".card h3").allTextContents();
  for (const picture of await page.locator(".card img:visible").all()) {
    await picture.scrollIntoViewIfNeeded();
    await expect
      .poll(() => picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth))
      .toBeGreaterThan(300);
  }
  await page.locator(".card").first().click();
  await page.waitForFunction(() => window.sluice);
  await page.evaluate(() => window.sluice.ready);
  const scenes = await page.evaluate(() => window.sluice.scenes());
  expect(titles).toEqual(scenes.map(({ title }) => title));
  expect(await page.evaluate(() => window.sluice.stats().scene)).toBe(scenes[0]?.id);
});
