import type { Page } from "@playwright/test";
import { expect, stats, test } from "./page.ts";

const told = (page: Page) => page.evaluate(() => window.sluice.words());

test("the panel “In words” says what the picture shows, and goes back with the playhead", async ({
  running: page,
}) => {
  await page.evaluate(() => window.sluice.load("composite", { knobs: { arrival: 0 } }));
  await page.getByRole("tab", { name: "In words" }).click();
  await page.evaluate(() => window.sluice.inject(30));
  await page.evaluate(() => window.sluice.run(10_000));
  const picture = page.getByRole("table", { name: "The picture" });
  await expect(picture.getByRole("row", { name: "Token bucket 20 of 20 tokens, full" })).toBeVisible();
  await expect(picture.getByRole("row", { name: /^no token 10 jobs/ })).toBeVisible();
  await expect(picture.getByRole("row", { name: /^Workers 5: 5 idle/ })).toBeVisible();

  const events = page.getByRole("list", { name: "What happened" });
  const { events: lines } = await told(page);
  const completed = lines.findLast(({ text }) => text.includes("completed job"));
  if (!completed) throw new Error("no job was completed among the last events");
  await events.getByText(completed.text, { exact: true }).click();
  await expect.poll(() => stats(page)).toMatchObject({ events: completed.seq, playing: false });
  await expect(events.getByRole("button").last()).toContainText(completed.text);

  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Home");
  await expect(events.getByRole("button").first()).toBeFocused();
  const first = (await told(page)).events[0];
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await stats(page)).events).toBe(first?.seq);
  await expect(events.getByRole("button").last()).toBeFocused();
});

test("a screen reader hears where the jobs are, at most every 5 seconds and only if it wants to", async ({
  running: page,
}) => {
  const region = page.locator(".aloud");
  await page.evaluate(() => window.sluice.speed(10));
  await page.getByRole("tab", { name: "In words" }).click();
  await expect(page.getByRole("row", { name: /^completed [1-9]/ })).toBeVisible();
  await expect(region).toHaveText("");
  await region.evaluate((region) => {
    const said: number[] = [];
    new MutationObserver(() => said.push(performance.now())).observe(region, { childList: true });
    Object.assign(window, { said });
  });
  const aloud = page.getByRole("switch", { name: "Read aloud" });
  await aloud.check();
  await expect(region).toHaveText(/^At \d+ s: .*\d+ completed/);
  const said = () => page.evaluate(() => (window as unknown as { said: number[] }).said);
  await expect.poll(async () => (await said()).length).toBe(2);
  const [one = 0, two = 0] = await said();
  expect(two - one).toBeGreaterThanOrEqual(5000);

  await page.evaluate(() => window.sluice.load("selftest-deadlock"));
  await expect(page.getByRole("status").filter({ hasText: "Deadlock" })).toBeVisible();
  await aloud.uncheck();
  await expect(region).toHaveText("");
});
