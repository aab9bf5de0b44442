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

/** What Tab can lead to, by place and without what changes by itself: a group of radio buttons is one stop. Runs in the page. */
function stops(within: string): string[] {
  const controls = document.querySelectorAll<HTMLElement>(
    `${within} :is(button, input, select, a, summary, iframe, [tabindex], .code-host)`,
  );
  const all = [...document.querySelectorAll("*")];
  const isStop = (control: HTMLElement) => {
    if (control.shadowRoot) return control.checkVisibility(); // the code
    if (!control.checkVisibility() || control.tabIndex < 0 || control.matches(":disabled")) return false;
    if (!(control instanceof HTMLInputElement && control.type === "radio")) return true;
    const group = [...document.querySelectorAll<HTMLInputElement>(`[name="${control.name}"]`)];
    return control === (group.find(({ checked }) => checked) ?? group[0]);
  };
  return [...controls].filter(isStop).map((control) => {
    const start = control.outerHTML
      .split(">", 1)[0]
      ?.replace(/ (?:max|value|style|width|height|aria-valuetext)="[^"]*"/g, "");
    return `${all.indexOf(control)} ${start}`;
  });
}

/** Where the focus is, and whether that can be seen. Runs in the page. */
function focus(): { at: string; region: string; seen: boolean } {
  const inner = document.activeElement;
  const within = inner instanceof HTMLIFrameElement ? inner.contentDocument : inner?.shadowRoot;
  const control = within?.activeElement ?? inner;
  if (!inner || !control) return { at: "", region: "", seen: false };
  // A radio button is shown by its label, the playhead by its strip.
  const shown = [control, control.nextElementSibling, control.closest(".track, .cm-editor")];
  const outlined = shown.some((element) => {
    if (!element) return false;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 1;
  });
  const { top, bottom } = inner.getBoundingClientRect();
  const start = inner.outerHTML
    .split(">", 1)[0]
    ?.replace(/ (?:max|value|style|width|height|aria-valuetext)="[^"]*"/g, "");
  return {
    at: `${[...document.querySelectorAll("*")].indexOf(inner)} ${start}`,
    region: inner.closest("header, nav, main, footer, aside")?.className ?? "",
    seen: outlined && bottom > 0 && top < innerHeight,
  };
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
  expect(two - one).toBeGreaterThanOrEqual(4950); // by the observer's clock

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
    if (reducedMotion === "reduce") await frames(page, 2); // until it is drawn
    const first = await page.screenshot({ clip });
    await frames(page, 10);
    return !first.equals(await page.screenshot({ clip }));
  };
  // A slow machine may have drawn the whole flight before the first look.
  await expect.poll(() => moves("no-preference")).toBe(true);
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
    await expect(async () => {
      await page.mouse.wheel(0, 150);
      expect(await page.evaluate(() => scrollY)).toBeGreaterThan(100);
    }).toPass();
    expect((await stats(page)).offered).toBe(1);
  });
});

test("Tab leads through every control in the order of the page, and the focus is always seen", async ({
  running: page,
}) => {
  await page.evaluate(async () => {
    await window.sluice.run(1000);
    document.body.tabIndex = -1; // where Tab begins
    document.body.focus();
    document.body.removeAttribute("tabindex");
  });
  /** Presses Tab while the focus is in these regions, and returns where it was. */
  const walk = async (regions: readonly string[]) => {
    const visited: Awaited<ReturnType<typeof focus>>[] = [];
    for (let presses = 0; presses < 200; presses++) {
      await page.keyboard.press("Tab");
      let stop = await page.evaluate(focus);
      // The code shows its focus a moment later.
      for (let i = 0; i < 10 && !stop.seen; i++) {
        await frames(page, 1);
        stop = await page.evaluate(focus);
      }
      if (!regions.includes(stop.region) || visited.some(({ at }) => at === stop.at)) return visited;
      visited.push(stop);
    }
    throw new Error("the focus does not get out");
  };
  const regions = ["top", "rail", "stage", "foot", "side"];
  const visited = await walk(regions);
  expect(visited.filter(({ seen }) => !seen)).toEqual([]);
  const order = visited.map(({ region }) => regions.indexOf(region));
  expect(order).toEqual([...order].sort((a, b) => a - b));
  const all = await page.evaluate(stops, ":is(.top, .rail, .stage, .foot, .side)");
  expect(visited.map(({ at }) => at).sort()).toEqual(all.sort());

  for (const name of ["Code", "Knobs", "Metrics", "Words", "Goroutines", "Output"]) {
    const tab = page.getByRole("tab", { name });
    await tab.click();
    if (name === "Code") await expect(page.locator(".cm-line").first()).toBeVisible();
    if (name === "Metrics") await expect(page.locator(".plot canvas")).toHaveCount(3);
    if (name === "Words") await expect(page.locator(".event").first()).toBeVisible();
    if (name === "Goroutines") await expect(page.getByRole("table", { name })).toBeVisible();
    await tab.focus();
    const inPanel = await walk(["side"]);
    expect(inPanel.filter(({ seen }) => !seen)).toEqual([]);
    expect(inPanel.map(({ at }) => at).sort()).toEqual((await page.evaluate(stops, "#panels")).sort());
  }
});
