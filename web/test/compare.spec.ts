import { address, expect, test } from "./page.ts";

test("two scenes side by side take the same clicks and differ in what comes of them", async ({
  running: page,
}) => {
  const { beside, alone } = await page.evaluate(async () => {
    const { sluice } = window;
    const visit = async () => {
      await sluice.run(1500);
      sluice.inject(100);
      await sluice.run(2500);
    };
    sluice.load("backpressure", { variant: "block", seed: 4 });
    sluice.compare({ scene: "backpressure", variant: "drop-newest" });
    await visit();
    const beside = sluice.compared();
    sluice.compare();
    sluice.load("backpressure", { variant: "drop-newest", seed: 4 });
    await visit();
    return { beside, alone: sluice.stats() };
  });
  expect(beside.map(({ nowMs }) => nowMs)).toEqual([4000, 4000]);
  expect(beside[0]?.rejected).toBe(0);
  expect(beside[1]?.rejected).toBeGreaterThan(50);
  expect(beside[1]?.logHash).toBe(alone.logHash);
});

test("a comparison is chosen, read, changed and ended on the page", async ({ running: page }) => {
  const table = page.getByRole("region", { name: "Numbers side by side" });
  await page.getByRole("button", { name: "Compare with another" }).click();
  await page.getByRole("button", { name: "Block or drop" }).click();
  await expect(table.getByRole("rowheader")).toHaveText(["A", "B"]);
  await page.evaluate(() => window.sluice.pause());
  await page.getByRole("button", { name: "Send 100 jobs" }).click();
  await page.evaluate(() => window.sluice.run(4000));
  const rejected = table.getByRole("row").nth(2).getByRole("cell").nth(2);
  await expect(rejected).toHaveClass(/differs/);
  await expect(rejected).not.toHaveText("0");

  await page.getByRole("slider", { name: "Playhead" }).press("Home");
  await expect(rejected).toHaveText("0");
  await expect(rejected).not.toHaveClass(/differs/);
  expect(await page.evaluate(() => window.sluice.compared().map(({ playheadMs }) => playheadMs))).toEqual([
    0, 0,
  ]);

  await page.getByRole("combobox", { name: "Variant of B" }).selectOption("Drop the oldest");
  await page.getByRole("tab", { name: "Knobs" }).click();
  await page.getByRole("radio", { name: "B", exact: true }).check();
  await page.getByRole("spinbutton", { name: "Workers" }).fill("2");
  await page.evaluate(() => window.sluice.run(1000));
  const shown = await page.evaluate(() =>
    window.sluice.compared().map(({ variant, knobs }) => [variant, knobs.workers]),
  );
  expect(shown).toEqual([
    ["block", 5],
    ["drop-oldest", 2],
  ]);

  await page.getByRole("button", { name: "Reset to time 0" }).click();
  expect(await page.evaluate(() => window.sluice.compared().map(({ knobs }) => knobs.workers))).toEqual([
    5, 2,
  ]);
  await page.getByRole("button", { name: "Take B away" }).click();
  await expect(table).toBeHidden();
  expect(await page.evaluate(() => window.sluice.compared().length)).toBe(1);
});

test("a link leads to the same comparison, with what was done to each", async ({
  running: page,
  page: other,
}) => {
  const sent = await page.evaluate(async () => {
    const { sluice } = window;
    sluice.load("composite", { seed: 6, knobs: { workers: 1 } });
    sluice.compare(
      { scene: "composite", variant: "breaker", knobs: { workers: 8 } },
      { scene: "token-bucket" },
    );
    await sluice.run(1500);
    sluice.inject(60);
    await sluice.run(500);
    sluice.set("failure", 80, 1);
    await sluice.run(2000);
    sluice.seek(3000);
    return { link: sluice.link(), plain: sluice.link({ run: false }), compared: sluice.compared() };
  });
  await other.goto(sent.link);
  await other.evaluate(() => window.sluice.ready);
  const came = await other.evaluate(() => window.sluice.compared());
  const gist = (all: typeof came) =>
    all.map(({ scene, variant, logHash, playheadMs, nowMs, knobs }) => [
      scene,
      variant,
      logHash,
      playheadMs,
      nowMs,
      knobs,
    ]);
  expect(gist(came)).toEqual(gist(sent.compared));
  await expect(other.locator(".notice")).toHaveCount(0);

  await other.goto(sent.plain);
  await other.evaluate(() => window.sluice.ready);
  const anew = await other.evaluate(() =>
    window.sluice.compared().map(({ scene, knobs }) => [scene, knobs.workers]),
  );
  expect(anew).toEqual([
    ["composite", 1],
    ["composite", 8],
    ["token-bucket", undefined],
  ]);

  await other.goto(address("?scene=fan-out&beside=fan-out/sideways&beside=fan-in;speed=9"));
  await other.evaluate(() => window.sluice.ready);
  await expect(other.locator(".notice")).toHaveText([/“fan-out\/sideways”/, /“fan-in;speed=9”/]);
  expect(await other.evaluate(() => window.sluice.compared().length)).toBe(1);
});

test("on a phone the pictures stand below each other", async ({ running: page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.evaluate(() => {
    window.sluice.load("token-bucket");
    window.sluice.compare({ scene: "leaky-bucket" });
  });
  const a = page.getByText("Counted", { exact: true }).last();
  await expect(a).toBeVisible();
  const b = page.getByRole("combobox", { name: "Variant of B" });
  await expect
    .poll(async () => ((await b.boundingBox())?.y ?? 0) - ((await a.boundingBox())?.y ?? 0))
    .toBeGreaterThan(250);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await page.evaluate(() => window.sluice.compare());
  await page.setViewportSize({ width: 1440, height: 900 });
});
