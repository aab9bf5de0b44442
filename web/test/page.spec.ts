import type { Page } from "@playwright/test";
import { canvasFrame, expect, frames, open, stats, test } from "./page.ts";

const law = (page: Page, name: string) => page.locator(`.law-${name}`);

test("burst buttons offer their number of jobs, and the strip balances", async ({ running: page }) => {
  await page.evaluate(() => window.sluice.load("composite", { knobs: { arrival: 0 } }));
  for (const [name, total] of [
    ["Send 1 job", 1],
    ["Send 10 jobs", 11],
    ["Send 100 jobs", 111],
    ["Send 1k jobs", 1111],
  ] as const) {
    await page.getByRole("button", { name, exact: true }).click();
    await expect(law(page, "offered")).toHaveText(total.toLocaleString("en"));
  }
  await expect(page.locator(".law-verdict")).toHaveText("balanced");
});

test("the transport plays, pauses, steps and resets", async ({ running: page }) => {
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByRole("button", { name: "Play" })).toBeVisible();
  const { events } = await stats(page);
  await page.getByRole("button", { name: "One event forward" }).click();
  expect((await stats(page)).events).toBe(events + 1);
  await page.evaluate(() => window.sluice.run(60_000));
  await page.getByRole("button", { name: "Reset to time 0" }).click();
  expect((await stats(page)).nowMs).toBeLessThan(60_000);
});

test("the speed slider is logarithmic and tells its value", async ({ running: page }) => {
  const slider = page.getByRole("slider", { name: "Speed" });
  await slider.fill("2");
  await expect(page.locator(".speed output")).toHaveText("100×");
  await expect(slider).toHaveAttribute("aria-valuetext", "100×");
  await slider.fill("-2");
  await expect(page.locator(".speed output")).toHaveText("0.01×");
});

test("a seed loads the scene again; what is no seed is refused beside the field", async ({
  running: page,
}) => {
  const field = page.getByRole("textbox", { name: "Seed" });
  await field.fill("99");
  await field.press("Enter");
  await expect.poll(async () => (await stats(page)).seed).toBe(99);
  await field.fill("-3");
  await field.press("Enter");
  await expect(page.locator("#seed-problem")).toHaveText("A seed is a whole number from 0 up.");
  await expect(field).toHaveAttribute("aria-invalid", "true");
  expect((await stats(page)).seed).toBe(99);
});

test("a variant is loaded with the same seed and knobs", async ({ running: page }) => {
  await page.evaluate(() => window.sluice.load("composite", { seed: 4, knobs: { workers: 7 } }));
  await page.getByRole("radio", { name: "Backoff in the worker" }).check({ force: true });
  await expect.poll(() => stats(page)).toMatchObject({ variant: "in-worker", seed: 4 });
  await expect(page).toHaveURL(/variant=in-worker.*seed=4.*knob\.workers=7/);
});

test("knobs turn by slider and by number, and refuse a number out of range beside it", async ({
  running: page,
}) => {
  await page.getByRole("tab", { name: "Knobs" }).click();
  const field = page.getByRole("spinbutton", { name: "Workers" });
  const workers = async () => {
    const { goroutines } = await page.evaluate(() => window.sluice.world());
    return goroutines.filter(({ name, state }) => /^worker/.test(name) && state !== "done").length;
  };
  await field.fill("12");
  await expect.poll(workers).toBe(12);
  await page.getByRole("slider", { name: "Workers" }).fill("0");
  await expect(field).toHaveValue("1");
  await expect.poll(workers).toBe(1);
  await field.fill("500");
  await expect(page.locator("#knob-workers-problem")).toHaveText("Workers takes 1 to 64.");
  await expect(page).toHaveURL(/knob\.workers=1\b/);
  await page.getByRole("button", { name: "Back to defaults" }).click();
  await expect(field).toHaveValue("5");
  await expect(page.locator("#knob-workers-problem")).toBeHidden();
});

test("a knob turned from elsewhere shows in its panel", async ({ running: page }) => {
  await page.getByRole("tab", { name: "Knobs" }).click();
  await page.evaluate(() => window.sluice.set("capacity", 77));
  await expect(page.getByRole("spinbutton", { name: "Queue capacity" })).toHaveValue("77");
});

test("the code pane shows the loaded files, byte for byte", async ({ running: page }) => {
  const source = await page.evaluate(() => window.sluice.source());
  await page.getByRole("tab", { name: "Code" }).click();
  const picker = page.getByRole("combobox", { name: "File" });
  await expect(picker.getByRole("option")).toHaveText(source.map(({ file }) => file));
  for (const { file, text } of source.slice(0, 3)) {
    await picker.selectOption(file);
    const [first = ""] = text.split("\n");
    await expect(page.locator(".cm-line").first()).toHaveText(first);
  }
});

test("the Goroutines panel says in words what the picture shows", async ({ running: page }) => {
  await page.getByRole("tab", { name: "Goroutines" }).click();
  const goroutines = page.getByRole("table", { name: "Goroutines" });
  await expect(goroutines.getByRole("row", { name: /^worker/ })).toHaveCount(5);
  await expect(
    page.getByRole("table", { name: "Channels" }).getByRole("row", { name: /^queue/ }),
  ).toContainText("of 24");
  await expect(page.getByRole("table", { name: "Buckets" })).toContainText("of 20");
});

test.describe("keyboard", () => {
  for (const place of ["page", "canvas"] as const) {
    test(`shortcuts work with the focus on the ${place}`, async ({ page }) => {
      await open(page, "?knob.arrival=0");
      if (place === "canvas") await canvasFrame(page).locator("canvas").focus();
      const { keyboard } = page;
      for (const [key, total] of [
        ["1", 1],
        ["2", 11],
        ["3", 111],
        ["4", 1111],
      ] as const) {
        await keyboard.press(key);
        await expect(law(page, "offered")).toHaveText(total.toLocaleString("en"));
      }
      await keyboard.press("ArrowRight");
      await expect(page.locator(".speed output")).toHaveText("2×");
      await keyboard.press("ArrowLeft");
      await keyboard.press("ArrowLeft");
      await expect(page.locator(".speed output")).toHaveText("0.5×");
      await keyboard.press("Space");
      await expect(page.getByRole("button", { name: "Play" })).toBeVisible();
      const { events } = await stats(page);
      await keyboard.press(".");
      expect((await stats(page)).events).toBe(events + 1);
      await keyboard.press("r");
      await expect(law(page, "offered")).toHaveText("0");
      await keyboard.press("?");
      await expect(page.getByRole("dialog", { name: "Help" })).toBeVisible();
    });
  }

  test("typing in a field is no shortcut, and a button keeps its space bar", async ({ page }) => {
    await open(page, "?knob.arrival=0");
    await page.getByRole("textbox", { name: "Seed" }).pressSequentially("1234 .r?");
    expect((await stats(page)).offered).toBe(0);
    await expect(page.getByRole("dialog")).toBeHidden();
    await page.getByRole("button", { name: "Send 10 jobs", exact: true }).focus();
    await page.keyboard.press("Space");
    await expect(law(page, "offered")).toHaveText("10");
    expect((await stats(page)).playing).toBe(true);
  });

  test("single-key shortcuts can be turned off, and stay off", async ({ page }) => {
    await open(page, "?knob.arrival=0");
    await page.getByRole("button", { name: "Help and keyboard" }).click();
    await page.getByRole("checkbox", { name: /Single-key/ }).uncheck();
    await page.reload();
    await page.evaluate(() => window.sluice.ready);
    await page.keyboard.press("2");
    await page.keyboard.press("Space");
    await expect(page.getByRole("button", { name: "Play" })).toBeVisible();
    expect((await stats(page)).offered).toBe(0);
  });

  test("Tab enters the canvas and leaves it again, both ways", async ({ page }) => {
    await open(page);
    const focused = () => page.evaluate(() => document.activeElement?.tagName);
    const burst = page.getByRole("button", { name: "Send 1 job", exact: true });
    await burst.focus();
    await page.keyboard.press("Shift+Tab");
    expect(await focused()).toBe("IFRAME");
    expect(await canvasFrame(page).evaluate(() => document.activeElement?.tagName)).toBe("CANVAS");
    await page.keyboard.press("Tab");
    await expect(burst).toBeFocused();
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Shift+Tab");
    expect(await focused()).not.toBe("IFRAME");
  });

  test("tabs follow the arrow keys", async ({ page }) => {
    await open(page);
    await page.getByRole("tab", { name: "Lesson" }).focus();
    await page.keyboard.press("ArrowRight");
    await expect(page.getByRole("tab", { name: "Code" })).toBeFocused();
    await expect(page.getByRole("tabpanel", { name: "Code" })).toBeVisible();
    await page.keyboard.press("End");
    await expect(page.getByRole("tabpanel", { name: "Output" })).toBeVisible();
  });
});

test("the clock stands still while the help is open", async ({ running: page }) => {
  await page.getByRole("button", { name: "Help and keyboard" }).click();
  await expect(page.getByRole("dialog", { name: "Help" })).toBeVisible();
  const { nowMs } = await stats(page);
  await frames(page, 20);
  expect((await stats(page)).nowMs).toBe(nowMs);
  await page.keyboard.press("Escape");
  await expect.poll(async () => (await stats(page)).nowMs).toBeGreaterThan(nowMs);
});

test("theme and reduced motion reach the Go program when they change", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "no-preference" });
  await open(page);
  const canvas = canvasFrame(page);
  await canvas.evaluate(() => {
    const { sluiceCore } = window as unknown as {
      sluiceCore: { theme(t: { bg: string }, dark: boolean): void; reducedMotion(on: boolean): void };
    };
    const heard: unknown[] = [];
    Object.assign(window, { heard });
    sluiceCore.theme = (tokens, dark) => heard.push([tokens.bg, dark]);
    sluiceCore.reducedMotion = (on) => heard.push(on);
  });
  const heard = () => canvas.evaluate(() => (window as unknown as { heard: unknown[] }).heard);
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await expect.poll(heard).toEqual(expect.arrayContaining([["#f6f8fa", false], true]));
  await page.getByRole("button", { name: "Theme: system" }).click();
  await page.getByRole("button", { name: "Theme: light" }).click();
  await expect.poll(heard).toEqual(expect.arrayContaining([["#0d1117", true]]));
});

test("a chosen theme lasts over a reload", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await open(page);
  await page.getByRole("button", { name: "Theme: system" }).click();
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
  await expect(page.getByRole("button", { name: "Theme: light" })).toBeVisible();
});
