import type { Page } from "@playwright/test";
import { address, expect, open, stats, test } from "./page.ts";

/** Opens a link in a browser that knows nothing of the page that made it, and waits until it has arrived. */
async function visit(page: Page, link: string): Promise<void> {
  await page.goto("about:blank"); // so that another fragment is another page
  await page.goto(link);
  await page.evaluate(() => window.sluice.ready);
}

test("a link leads somebody else to the same run, at the same moment", async ({
  running: page,
  page: other,
}) => {
  const sent = await page.evaluate(async () => {
    const { sluice } = window;
    sluice.load("composite", { variant: "in-worker", seed: 9, knobs: { workers: 3, jitter: "equal" } });
    sluice.speed(2);
    await sluice.run(1500);
    sluice.inject(40);
    await sluice.run(700);
    sluice.set("failure", 70);
    await sluice.run(3000);
    sluice.seek(1800);
    sluice.step(3);
    return {
      link: sluice.link(),
      start: sluice.link({ moment: false }),
      stats: sluice.stats(),
      world: sluice.world(),
    };
  });
  await visit(other, sent.link);
  const { scene, variant, seed, logHash, nowMs, playheadMs, events, speed, offered } = sent.stats;
  expect(await stats(other)).toMatchObject({
    ...{ scene, variant, seed, logHash, nowMs, playheadMs, events, speed, offered },
    playing: false,
  });
  expect(await other.evaluate(() => window.sluice.world())).toEqual(sent.world);
  await expect(other.locator(".notice")).toHaveCount(0);
  expect(other.url()).toBe(sent.link);
  await other.getByRole("tab", { name: "Knobs" }).click();
  await expect(other.getByRole("spinbutton", { name: "Workers" })).toHaveValue("3");
  await expect(other.getByRole("slider", { name: "Failure rate" })).toHaveAttribute("aria-valuetext", "12 %");

  await visit(other, sent.start);
  expect(await stats(other)).toMatchObject({ logHash, playing: true });
});

test("a link that cannot be followed says why, and the scene runs", async ({ running: page }) => {
  const run = await page.evaluate(async () => {
    window.sluice.inject(5);
    await window.sluice.run(500);
    return new URLSearchParams(new URL(window.sluice.link()).hash.slice(1)).get("run") ?? "";
  });
  const query = page.url();
  for (const [fragment, reason] of [
    [
      `run=${run.slice(0, -5)}`,
      /The run in the address \(its parameter “run”\) cannot be shown: it is damaged/,
    ],
    [`run=2${run.slice(1)}`, /it is of another version of Sluice: reload/],
    [`run=${run}${"A".repeat(9000)}`, /the run is too long for a link/],
    [`run=${run}&at=soon`, /The address asks for at “soon”. It is a number of milliseconds/],
    [`run=${run}&colour=red`, /unknown parameter “colour”/],
    [`run=${run}&knob.arrival=1`, /The run of this link went another way here/],
  ] as const) {
    await page.evaluate((fragment) => {
      location.hash = fragment;
    }, fragment);
    await expect(page.locator(".notice").filter({ hasText: reason })).toHaveCount(1);
    expect(await stats(page)).toMatchObject({ scene: "composite" });
  }
  await page.evaluate((query) => history.replaceState(null, "", query), query);
});

test("Back and Forward go through the scenes and variants that were shown", async ({ page }) => {
  await open(page, "?scene=fan-out&seed=3");
  await page.evaluate(() => {
    window.sluice.set("workers", 5);
    window.sluice.load("pipeline", { seed: 4 });
    window.sluice.load("pipeline", { seed: 5 });
  });
  const variant = page.getByRole("group", { name: "Variant" }).getByRole("radio").nth(1);
  await variant.check({ force: true });
  const shown = async () => {
    const { scene, variant, seed } = await stats(page);
    return `${scene} ${variant} ${seed}`;
  };
  const last = await shown();
  await page.goBack();
  await expect
    .poll(shown)
    .toBe(
      `pipeline ${await page.evaluate(() => window.sluice.scenes().find(({ id }) => id === "pipeline")?.variants[0])} 5`,
    );
  await page.goBack();
  await expect.poll(shown).toMatch(/^fan-out \S+ 3$/);
  expect(page.url()).toBe(address("?scene=fan-out&seed=3&knob.workers=5"));
  await page.goForward();
  await page.goForward();
  await expect.poll(shown).toBe(last);
});
