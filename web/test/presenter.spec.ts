import type { Frame, Page } from "@playwright/test";
import axe from "axe-core";
import { address, canvasFrame, expect, open, stats, test } from "./page.ts";

const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const caption = (page: Page) => page.getByRole("region", { name: "Scenario", exact: true });
const question = (page: Page) => page.getByRole("region", { name: "Question", exact: true });
const presentButton = (page: Page) => page.getByRole("button", { name: "Present to an audience (p)" });
const colour = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

/** Presents what is loaded. */
async function present(page: Page): Promise<void> {
  await page.keyboard.press("p");
  await expect(presentButton(page)).toBeHidden();
}

/** Ends what a test presents, so that the next one begins on the ordinary page. */
async function leave(page: Page): Promise<void> {
  await page.keyboard.press("Escape");
  await expect(presentButton(page)).toBeVisible();
}

const enhanced = "color-contrast-enhanced";

/** What axe finds, text below WCAG's AAA contrast included. */
async function violations(frame: Frame): Promise<string[]> {
  await frame.evaluate(axe.source);
  return frame.evaluate(async (enhanced) => {
    const { axe } = window as unknown as { axe: typeof import("axe-core") };
    const rules = { [enhanced]: { enabled: true } };
    const { violations } = await axe.run(document, { iframes: false, rules });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    );
  }, enhanced);
}

test("a presentation shows the picture, the law and a few large words, and nothing else", async ({
  running: page,
}) => {
  await present(page);
  await expect(heading(page)).toHaveText("The whole service");
  await expect(page.getByRole("banner")).toContainText("Each job that is offered comes to exactly one end");
  for (const hidden of [".rail", ".side", ".transport", ".timeline", ".top", ".bursts"]) {
    await expect(page.locator(hidden)).toBeHidden();
  }
  const picture = await page.locator("iframe").boundingBox();
  expect(picture?.width).toBe(1440);
  expect(picture?.height).toBeGreaterThan(600);
  await expect(page.locator(".law-offered")).toHaveCSS("font-size", /^[45]\d(\.\d+)?px$/);
  await expect(page).toHaveURL(/present=1/);
  await leave(page);
  await expect(page).not.toHaveURL(/present=/);
});

test("a number key asks the scenario's question, then performs it, and its task is ticked", async ({
  running: page,
}) => {
  await present(page);
  await page.keyboard.press("3");
  await expect(question(page)).toContainText("When a worker sleeps through the backoff");
  await expect(caption(page)).toContainText("raise the failure rate until every worker sleeps at once");
  expect(await stats(page)).toMatchObject({ playing: false, nowMs: 0, variant: "in-worker" });
  await page.evaluate(() => window.sluice.speed(20));
  await page.keyboard.press("Space");
  await expect(question(page)).toBeHidden();
  await expect(caption(page).getByLabel("Scenario 3, done")).toBeVisible();
  await expect(caption(page).getByText("Nothing. The sleep is in the worker's own code.")).toBeVisible();
  await leave(page);
  await expect(page.locator('[data-task="starve"]')).toHaveClass(/done/);
});

test("a remote goes through the scenarios to the next scene, and back", async ({ running: page }) => {
  await present(page);
  await page.keyboard.press("4");
  await expect(caption(page)).toContainText("Fail four attempts of ten");
  await page.keyboard.press("PageDown");
  await expect(caption(page)).toContainText("Shut the service down");
  await page.keyboard.press("PageDown");
  const [, second] = await page.evaluate(() => window.sluice.scenes());
  await expect(heading(page)).toHaveText(second?.title ?? "");
  await expect(caption(page)).toBeHidden();
  expect((await stats(page)).scene).toBe(second?.id);
  await page.keyboard.press("PageUp");
  await expect(heading(page)).toHaveText("The whole service");
  await expect(caption(page)).toContainText("Shut the service down");
  await page.keyboard.press("9");
  await expect(caption(page)).toContainText("Shut the service down");
  await leave(page);
});

test("leaving brings back the run that was there, where it was", async ({ running: page }) => {
  await page.evaluate(async () => {
    window.sluice.load("fan-in", { seed: 5 });
    await window.sluice.run(2000);
    window.sluice.speed(2);
    window.sluice.seek(1000);
  });
  const before = await stats(page);
  await present(page);
  await page.keyboard.press("PageDown");
  await page.keyboard.press("Space");
  await leave(page);
  const { scene, seed, nowMs, playheadMs, playing, speed, logHash } = await stats(page);
  expect({ scene, seed, nowMs, playheadMs, playing, speed, logHash }).toEqual({
    scene: before.scene,
    seed: before.seed,
    nowMs: before.nowMs,
    playheadMs: before.playheadMs,
    playing: before.playing,
    speed: before.speed,
    logHash: before.logHash,
  });
});

test("a blank screen hides everything and holds the clock", async ({ running: page }) => {
  await present(page);
  const cover = page.locator(".show-blank");
  for (const key of [".", "b"]) {
    await page.keyboard.press(key);
    await expect(cover).toHaveCSS("background-color", "rgb(0, 0, 0)");
    expect(await cover.boundingBox()).toEqual({ x: 0, y: 0, width: 1440, height: 900 });
    const { nowMs } = await stats(page);
    await page.keyboard.press(key);
    await expect(cover).toBeHidden();
    expect((await stats(page)).playing).toBe(true);
    await expect.poll(async () => (await stats(page)).nowMs).toBeGreaterThan(nowMs);
  }
  await leave(page);
});

test("reset and loop start a scenario again", async ({ running: page }) => {
  await present(page);
  await page.keyboard.press("2");
  await expect(caption(page).getByLabel("Scenario 2, done")).toBeVisible();
  await page.keyboard.press("r");
  expect((await stats(page)).nowMs).toBeLessThan(1000);
  await expect(caption(page).getByLabel("Scenario 2", { exact: true })).toBeVisible();
  await expect(caption(page).getByLabel("Scenario 2, done")).toBeVisible();
  await page.keyboard.press("l");
  await expect(page.getByRole("banner").getByText("Loop")).toBeVisible();
  await expect(caption(page).getByLabel("Scenario 2", { exact: true })).toBeVisible();
  await expect(caption(page).getByLabel("Scenario 2, done")).toBeVisible();
  await page.keyboard.press("l");
  await expect(page.getByRole("banner").getByText("Loop")).toBeHidden();
  await leave(page);
});

test("keys work with the focus on the canvas, and the ordinary ones come back afterwards", async ({
  running: page,
}) => {
  await page.evaluate(() => window.sluice.load("composite", { knobs: { arrival: 0 } }));
  await canvasFrame(page).locator("canvas").focus();
  await present(page);
  await page.keyboard.press("9");
  await page.keyboard.press("l");
  await expect(page.getByRole("banner").getByText("Loop")).toBeVisible();
  await leave(page);
  expect((await stats(page)).offered).toBe(0);
  await page.keyboard.press("2");
  await expect.poll(async () => (await stats(page)).offered).toBe(10);
});

test("a resting pointer hides with the buttons; a movement over the picture brings them back", async ({
  running: page,
}) => {
  await present(page);
  const bar = page.getByRole("region", { name: "Presentation" });
  const canvas = canvasFrame(page).locator("canvas");
  await expect(bar).toHaveCSS("opacity", "0");
  await expect(canvas).toHaveCSS("cursor", "none");
  await page.mouse.move(700, 450);
  await expect(bar).toHaveCSS("opacity", "1");
  await expect(canvas).not.toHaveCSS("cursor", "none");
  await bar.getByRole("button", { name: "Next (Page Down)" }).click();
  await expect(question(page)).toBeVisible();
  await bar.getByRole("button", { name: "Leave the presentation (Escape)" }).click();
  await expect(presentButton(page)).toBeVisible();
});

test("nothing on the page or in the notes is hard to read, in either theme", async ({ running: page }) => {
  await present(page);
  const opening = page.waitForEvent("popup");
  await page.keyboard.press("n");
  const notes = await opening;
  await page.keyboard.press("3");
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme });
    await notes.emulateMedia({ colorScheme });
    await expect
      .poll(() => colour(page))
      .toBe(colorScheme === "dark" ? "rgb(0, 0, 0)" : "rgb(255, 255, 255)");
    await expect(question(page)).toBeVisible();
    expect(await violations(page.mainFrame())).toEqual([]);
    await expect(notes.getByRole("region", { name: "Now" })).toContainText("Scenario 3 of 5");
    expect(await notes.evaluate(() => document.documentElement.dataset.theme)).toBe(colorScheme);
    expect((await violations(notes.mainFrame())).filter((text) => !text.startsWith(enhanced))).toEqual([]);
  }
  await page.evaluate(() => window.sluice.speed(20));
  await page.keyboard.press("Space");
  await expect(caption(page).getByLabel("Scenario 3, done")).toBeVisible();
  expect(await violations(page.mainFrame())).toEqual([]);
  await page.evaluate(() => window.sluice.load("selftest-deadlock"));
  await expect(page.getByRole("region", { name: "How the run ended" })).toBeVisible();
  expect(await violations(page.mainFrame())).toEqual([]);
  await notes.close();
  await leave(page);
});

test("the notes window shows what is presented and drives it, over a reload of either window", async ({
  page,
}) => {
  await open(page, "?present=1&scene=composite");
  await expect(heading(page)).toHaveText("The whole service");
  const opening = page.waitForEvent("popup");
  await page.keyboard.press("n");
  const notes = await opening;
  const now = notes.getByRole("region", { name: "Now" });
  await expect(notes.getByRole("heading", { level: 1 })).toHaveText("The whole service");
  await expect(notes.getByText("Send 100. Ask where the others went")).toBeVisible();
  await expect(now).toContainText("The scene as it is");
  await expect(notes.getByRole("region", { name: "Next" })).toContainText("Scenario 1 of 5");

  await notes.getByRole("button", { name: "Next" }).click();
  await expect(question(page)).toBeVisible();
  await expect(now).toContainText("About 20");
  await notes.getByRole("button", { name: "Begin" }).click();
  await expect(question(page)).toBeHidden();
  await notes.getByRole("button", { name: "Blank" }).click();
  await expect(page.locator(".show-blank")).toBeVisible();
  await notes.getByRole("button", { name: "Show again" }).click();
  await expect(page.locator(".show-blank")).toBeHidden();
  await notes.keyboard.press("PageDown");
  await expect(caption(page)).toContainText("Make the queue refuse a job");
  await notes.getByRole("button", { name: "Reset" }).click();
  await notes.getByRole("button", { name: "Back" }).click();
  await expect(question(page)).toBeVisible();

  const elapsed = notes.getByRole("status", { name: "Elapsed" });
  await expect(elapsed).not.toHaveText("0:00");
  await notes.reload();
  await expect(now).toContainText("Scenario 1 of 5");
  await expect(elapsed).not.toHaveText("0:00");
  await notes.getByRole("button", { name: "From zero" }).click();
  await expect(elapsed).toHaveText("0:00");

  await page.reload();
  await page.evaluate(() => window.sluice.ready);
  await expect(heading(page)).toHaveText("The whole service");
  await expect(now).toContainText("The scene as it is");
  await notes.keyboard.press("4");
  await expect(caption(page)).toContainText("Fail four attempts of ten");
  await page.keyboard.press("Escape");
  await expect(notes.getByText(/^Nothing is being presented\./)).toBeVisible();
});

test("what cannot be shown says what to do", async ({ running: page, page: alone }) => {
  await present(page);
  await page.evaluate(() => {
    window.open = () => null;
  });
  await page.keyboard.press("n");
  await expect(page.getByText("The browser did not open the notes window. Allow pop-ups")).toBeVisible();
  await page.getByRole("button", { name: "Dismiss this message" }).click();
  await leave(page);
  await alone.goto(address("notes.html"));
  await expect(alone.getByText(/^This window belongs to no presentation\./)).toBeVisible();
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("a presentation fits, and can be left without a keyboard", async ({ page }) => {
    await open(page, "?present=1");
    for (const step of ["scene", "question"]) {
      if (step === "question") await page.keyboard.press("1");
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
      const picture = await page.locator("iframe").boundingBox();
      expect(picture?.width).toBe(390);
      expect(picture?.height).toBeGreaterThan(300);
    }
    await expect(question(page)).toBeVisible();
    await question(page).tap();
    await page.getByRole("button", { name: "Leave the presentation (Escape)" }).tap();
    await expect(page.getByRole("button", { name: "Help and keyboard" })).toBeVisible();
  });
});
