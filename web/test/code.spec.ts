import type { Page } from "@playwright/test";
import { expect, frames, stats, test } from "./page.ts";

const badge = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const picker = (page: Page) => page.getByRole("combobox", { name: "File" });
const details = (page: Page) => page.getByRole("region", { name: "Below the code" });
const steps = (page: Page) => details(page).getByRole("listitem");

/** The composite after a second without arrivals, with three workers unless told otherwise; its code is shown. */
async function idle(page: Page, knobs: Record<string, number> = {}): Promise<void> {
  await page.evaluate(async (knobs) => {
    window.sluice.load("composite", { seed: 1, knobs: { arrival: 0, workers: 3, ...knobs } });
    await window.sluice.run(1000);
  }, knobs);
  await page.getByRole("tab", { name: "Code" }).click();
  await expect(page.locator(".cm-line").first()).toBeVisible();
  await page.evaluate(() => {
    const host = document.querySelector<HTMLElement>(".code-host");
    if (!host?.shadowRoot) throw new Error("there is no editor");
    host.dataset.flashed = "";
    host.shadowRoot.addEventListener("animationstart", ({ target }) => {
      host.dataset.flashed = (target as Element).textContent ?? "";
    });
  });
}

/** Waits until a line has flashed and can be seen. */
async function flashes(page: Page, line: RegExp): Promise<void> {
  await expect(page.locator(".code-host")).toHaveAttribute("data-flashed", line);
  await expect(page.locator(".cm-line", { hasText: line }).first()).toBeInViewport();
}

/** Jobs as the picture shows them: where it has a disc in their colour, in pixels of the page. */
async function dots(page: Page): Promise<{ x: number; y: number }[]> {
  await frames(page, 60); // what flies has landed
  const box = await page.locator("iframe").boundingBox();
  if (!box) throw new Error("there is no picture");
  const picture = (await page.screenshot({ clip: box })).toString("base64");
  const found = await page.evaluate(async (picture) => {
    const colour = getComputedStyle(document.documentElement).getPropertyValue("--flight");
    const bytes = Uint8Array.from(atob(picture), (c) => c.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes]));
    const { width, height } = image;
    const context = new OffscreenCanvas(width, height).getContext("2d");
    if (!context) throw new Error("there is no canvas");
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    const want = [1, 3, 5].map((i) => Number.parseInt(colour.slice(i, i + 2), 16));
    const is = (x: number, y: number) =>
      want.every((v, k) => Math.abs((data[4 * (y * width + x) + k] ?? 0) - v) < 3);
    const found: { x: number; y: number }[] = [];
    for (let y = 4; y < height - 4; y++) {
      for (let x = 4; x < width - 4; x++) {
        const inside = [-3, 0, 3].every((dx) => [-3, 0, 3].every((dy) => is(x + dx, y + dy)));
        if (inside && found.every((dot) => Math.hypot(dot.x - x, dot.y - y) > 10))
          found.push({ x, y: y + 1 });
      }
    }
    return found;
  }, picture);
  return found.map(({ x, y }) => ({ x: x + box.x, y: y + box.y }));
}

test("the lines where goroutines stand are marked, forward and back", async ({ running: page }) => {
  await idle(page);
  await expect(picker(page)).toHaveValue("engine/pattern/service.go");
  await picker(page).selectOption("engine/pattern/distributor.go");
  await expect(badge(page, "3 goroutines blocked on receive")).toBeVisible();
  await page.evaluate(() => {
    window.sluice.inject(1);
    return window.sluice.run(100);
  });
  await expect(badge(page, "2 goroutines blocked on receive")).toBeVisible();
  await page.evaluate(() => window.sluice.seek(999));
  await expect(badge(page, "3 goroutines blocked on receive")).toBeVisible();

  await page.evaluate(() => window.sluice.seek(1100));
  await page.getByRole("button", { name: "To the line of the last event" }).click();
  await expect(picker(page)).toHaveValue("engine/scene/composite.go");
  await expect(page.locator(".cm-last")).toHaveText(/select \{/);
  await page.evaluate(() => window.sluice.seek(999));
  await expect(page.locator(".cm-last")).toHaveCount(0); // it was in another file
});

test("a line tells who stands there, and a goroutine leads to its line", async ({ running: page }) => {
  await idle(page);
  await picker(page).selectOption("engine/pattern/distributor.go");
  await badge(page, "3 goroutines blocked on receive").click();
  const line = Number((await details(page).getByRole("heading").textContent())?.replace("Line ", ""));
  await expect(details(page).getByRole("row", { name: /^worker #\d+ blocked on receive queue/ })).toHaveCount(
    3,
  );
  await page.getByRole("textbox", { name: "Source" }).focus();
  await page.keyboard.press("ArrowDown");
  await expect(details(page).getByRole("heading")).toHaveText(`Line ${line + 1}`);
  await expect(details(page)).toContainText("Nobody stands here.");
  await page.keyboard.press("ArrowUp");
  await expect(details(page).getByRole("heading")).toHaveText(`Line ${line}`);
  await page.keyboard.press("Enter");
  await expect(
    details(page)
      .getByRole("button", { name: /^worker/ })
      .first(),
  ).toBeFocused();

  await page.getByRole("tab", { name: "Goroutines" }).click();
  await page.getByRole("button", { name: /^main/ }).click();
  await expect(page.getByRole("tabpanel", { name: "Code" })).toBeVisible();
  await expect(picker(page)).toHaveValue("engine/scene/composite.go");
  await flashes(page, /range env\.Commands/);
});

test("a job's story leads to its moments and their lines", async ({ running: page }) => {
  await idle(page, { workers: 1, failure: 100, attempts: 2 });
  await page.evaluate(() => {
    window.sluice.inject(2);
    return window.sluice.run(5000);
  });
  await page.getByRole("textbox", { name: "Job" }).fill("2");
  await page.keyboard.press("Enter");
  await expect(details(page).getByRole("heading")).toHaveText("Job 2");
  await expect(steps(page)).toHaveText([
    /offered by client #\d+$/,
    /took a token from limit, 18 left$/,
    /queued in queue, first in line0\.25 s$/,
    /taken from queue by worker #\d+$/,
    /attempt 1 by worker #\d+0\.25 s$/,
    /attempt 1 failed: downstream unavailable; backs off .* m?s$/,
    /handed to parked #\d+.* m?s$/,
    /taken from queue by worker #\d+$/,
    /attempt 2 by worker #\d+0\.25 s$/,
    /given up: .*downstream unavailable$/,
  ]);
  const taken = steps(page).nth(3).getByRole("button");
  await taken.click();
  await expect(taken).toHaveAttribute("aria-current", "step");
  await expect(steps(page).nth(9)).toHaveClass("later");
  await expect(page.locator(".cm-last")).toHaveText(/for job := range queue/);
  expect(await stats(page)).toMatchObject({ playing: false, playheadMs: 1250 });

  await page.getByRole("textbox", { name: "Job" }).fill("99");
  await page.keyboard.press("Enter");
  await expect(details(page)).toContainText("The run has no such job yet.");
  await page.getByRole("button", { name: "Close this" }).click();
  await expect(details(page)).toBeHidden();
  await page.getByRole("tab", { name: "Goroutines" }).click();
  await page.getByRole("button", { name: "Story of job 2" }).click();
  await expect(steps(page)).toHaveCount(10);
});

test("a job in the picture leads to its story, its worker to a line", async ({ running: page }) => {
  await idle(page, { workers: 1, failure: 0 });
  await page.evaluate(() => {
    window.sluice.inject(1);
    return window.sluice.run(100);
  });
  const [job] = await dots(page);
  if (!job) throw new Error("the job is not drawn");
  await page.mouse.click(job.x, job.y);
  await expect(details(page).getByRole("heading")).toHaveText("Job 1");
  await picker(page).selectOption("engine/pattern/job.go");
  await page.mouse.click(job.x + 16, job.y);
  await expect(picker(page)).toHaveValue("engine/scene/composite.go");
  await flashes(page, /^\tselect \{$/);

  const { width = 0, height = 0, x = 0, y = 0 } = (await page.locator("iframe").boundingBox()) ?? {};
  await page.mouse.click(x + width - 4, y + height - 4);
  await expect(details(page).getByRole("heading")).toHaveText("Job 1");
  expect((await stats(page)).offered).toBe(1);
});

test("on a phone the story and the list can be read and touched", async ({ running: page }) => {
  await idle(page, { failure: 100 });
  await page.evaluate(() => {
    window.sluice.inject(3);
    return window.sluice.run(3000);
  });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("textbox", { name: "Job" }).fill("3");
  await page.keyboard.press("Enter");
  const current = details(page).locator("[aria-current]");
  for (const target of [current, page.getByRole("button", { name: "Close this" })]) {
    await expect(target).toBeInViewport({ ratio: 0.95 });
    expect((await target.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  }
  await page.getByRole("tab", { name: "Goroutines" }).click();
  const main = page.getByRole("button", { name: /^main/ });
  expect((await main.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  await main.click();
  await flashes(page, /range env\.Commands/);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await page.setViewportSize({ width: 1440, height: 900 });
});
