import type { Page } from "@playwright/test";
import { canvasFrame, expect, frames, stats, test } from "./page.ts";
import { violations } from "./violations.ts";

/** The controls that cannot be brought to where they can be hit. Runs in the page. */
function covered(): string[] {
  const controls = document.querySelectorAll<HTMLElement>("button, input, select, a, summary, iframe");
  const reachable = [...controls].filter((control) => control.checkVisibility() && control.tabIndex >= 0);
  return reachable
    .filter((control) => {
      control.scrollIntoView({ block: "center", inline: "center" });
      const { x, y, width, height } = control.getBoundingClientRect();
      const hit = document.elementFromPoint(x + width / 2, y + height / 2);
      return !hit || !(control.contains(hit) || hit.contains(control));
    })
    .map((control) => control.outerHTML.slice(0, 100));
}

/** A point of the page at which a click sends a job. */
async function clientOf(page: Page): Promise<{ x: number; y: number }> {
  const box = await page.locator("iframe").boundingBox();
  if (!box) throw new Error("there is no picture");
  for (let y = 20; y < box.height; y += 30) {
    for (let x = 0.2; x < 0.8; x += 0.15) {
      const point = { x: Math.round(box.x + x * box.width), y: Math.round(box.y + y) };
      await page.mouse.move(point.x, point.y);
      await frames(page, 2);
      const cursor = await canvasFrame(page).evaluate(() => document.querySelector("canvas")?.style.cursor);
      if (cursor === "pointer") return point;
    }
  }
  throw new Error("there is no client in the picture");
}

const told = (page: Page) => page.evaluate(() => window.sluice.words());

test("the panel “Words” says what the picture shows, and goes back with the playhead", async ({
  running: page,
}) => {
  await page.evaluate(() => window.sluice.load("composite", { knobs: { arrival: 0 } }));
  await page.getByRole("tab", { name: "Words" }).click();
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
  await page.getByRole("tab", { name: "Words" }).click();
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

test("with reduced motion jobs change place without a flight, and nothing of the page is animated", async ({
  running: page,
}) => {
  const clip = await page.locator("iframe").boundingBox();
  if (!clip) throw new Error("there is no picture");
  /** Whether the picture still moves after the run has come to a stand. */
  const moves = async (reducedMotion: "reduce" | "no-preference") => {
    await page.emulateMedia({ reducedMotion });
    await page.evaluate(async () => {
      window.sluice.load("composite", { knobs: { arrival: 0 } });
      for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame);
      window.sluice.inject(20);
      await window.sluice.run(100);
    });
    await frames(page, 2);
    const first = await page.screenshot({ clip });
    await frames(page, 10);
    return !first.equals(await page.screenshot({ clip }));
  };
  expect(await moves("no-preference")).toBe(true);
  expect(await moves("reduce")).toBe(false);
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  await page.emulateMedia({ reducedMotion: null });
});

test("colours that somebody has chosen for all pages are those of the page and of the picture", async ({
  running: page,
}) => {
  const heard = await canvasFrame(page).evaluateHandle(() => {
    const { sluiceCore } = window as unknown as {
      sluiceCore: { theme(tokens: object, dark: boolean): void };
    };
    const heard: unknown[] = [];
    const { theme } = sluiceCore;
    sluiceCore.theme = (tokens, dark) => {
      heard.push({ ...tokens, dark });
      theme(tokens, dark);
    };
    return heard;
  });
  await page.emulateMedia({ forcedColors: "active", colorScheme: "dark" });
  const system = await page.evaluate(() => {
    const probe = document.body.appendChild(document.createElement("span"));
    probe.style.color = "CanvasText";
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  });
  expect(system).toBe("rgb(255, 255, 255)");
  await expect
    .poll(() => heard.evaluate((heard) => heard.at(-1)))
    .toMatchObject({ bg: "#000000", text: "#ffffff", muted: "#ffffff", dark: true });
  await expect(page.locator(".law")).toHaveCSS("color", system);
  expect(await violations(page)).toEqual([]);
  await page.emulateMedia({ forcedColors: null, colorScheme: null });
});

test.describe("in a window of", () => {
  test.afterEach(({ sharedPage }) => sharedPage.setViewportSize({ width: 1440, height: 900 }));

  for (const [zoom, width, height] of [
    ["200 % zoom", 720, 450],
    ["400 % zoom", 360, 225],
  ] as const) {
    test(`${zoom}, everything can be reached`, async ({ running: page }) => {
      await page.setViewportSize({ width, height });
      await frames(page, 2);
      for (const tab of await page.getByRole("tab").all()) {
        await tab.click();
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
        expect(await page.evaluate(covered)).toEqual([]);
      }
    });
  }

  test("a phone's height, a swipe over the picture scrolls the page, and a tap on the client sends a job", async ({
    running: page,
  }) => {
    await page.setViewportSize({ width: 390, height: 500 });
    await page.evaluate(() => window.sluice.load("token-bucket", { knobs: { arrival: 0 } }));
    await page.evaluate(() => scrollTo(0, 0));
    await frames(page, 5);
    const client = await clientOf(page);
    const device = await page.context().newCDPSession(page);
    await device.send("Emulation.setTouchEmulationEnabled", { enabled: true });
    await device.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [client] });
    await device.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    await expect.poll(async () => (await stats(page)).offered).toBe(1);
    const [x, y] = [195, 300];
    await device.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [{ x, y }] });
    for (let up = 20; up <= 200; up += 20) {
      await device.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: [{ x, y: y - up }] });
    }
    await device.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(100);
    await device.send("Emulation.setTouchEmulationEnabled", { enabled: false });
    await page.evaluate(() => scrollTo(0, 0));
    await page.mouse.move(x, y);
    await page.mouse.wheel(0, 150);
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(100);
    expect((await stats(page)).offered).toBe(1);
  });
});
