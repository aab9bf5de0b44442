import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { canvasFrame, expect, refusal, stats, test } from "./page.ts";

/** Twenty seconds of the composite with a burst in it, paused, and its metrics shown. */
async function shown(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { sluice } = window;
    sluice.load("composite", { seed: 7 });
    await sluice.run(6000);
    sluice.inject(60);
    await sluice.run(14_000);
  });
  await page.getByRole("tab", { name: "Metrics" }).click();
  await expect(page.locator(".plot canvas")).toHaveCount(3);
}

const metrics = (page: Page, lastMs: number) =>
  page.evaluate((lastMs) => window.sluice.metrics(lastMs), lastMs);

/** Whether anything in the last chart has a colour of the style sheet. */
const drawnIn = (page: Page, token: string) =>
  page.evaluate((token) => {
    const canvas = [...document.querySelectorAll<HTMLCanvasElement>(".plot canvas")].at(-1);
    const hex = getComputedStyle(document.documentElement).getPropertyValue(token);
    const wanted = [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16));
    const { data = [] } =
      canvas?.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height) ?? ({} as ImageData);
    for (let i = 0; i < data.length; i += 4) {
      if (wanted.every((part, k) => Math.abs((data[i + k] ?? 0) - part) < 4) && data[i + 3] === 255)
        return true;
    }
    return false;
  }, token);

test("the figures follow the window and the playhead, backwards too", async ({ running: page }) => {
  await shown(page);
  const span = page.locator(".metrics-span");
  const latency = page.getByRole("table", { name: "Latency" });
  const last = await metrics(page, 10_000);
  await expect(span).toHaveText(`10.000 s to 20.000 s: ${last.totalMs.count} jobs completed`);
  await expect(latency.getByRole("row", { name: "Total" })).toContainText(String(last.totalMs.count));
  await expect(page.getByRole("img", { name: /^Jobs per second, over time/ })).toBeVisible();

  await page.getByRole("radio", { name: "Whole run" }).check();
  const { completed } = await stats(page);
  await expect(span).toHaveText(`0.000 s to 20.000 s: ${completed} jobs completed`);

  const plot = page.locator(".plot .u-over").first();
  const { width = 0 } = (await plot.boundingBox()) ?? {};
  await plot.click({ position: { x: width / 4, y: 20 } });
  expect(Math.abs((await stats(page)).playheadMs - 5000)).toBeLessThan(100);
  const early = await metrics(page, 0);
  expect(early.totalMs.count).toBeLessThan(completed);
  await expect(span).toContainText(`: ${early.totalMs.count} jobs completed`);
  expect(early.series.rows).toEqual((await metrics(page, 0)).series.rows);
  await expect(page.locator(".charts figcaption").first()).toContainText(/4\.\d+ s to 5\.\d+ s/);
  await page.getByRole("tab", { name: "Metrics" }).hover();
  await expect(page.locator(".charts figcaption").first()).toContainText("0.0/s (0.0 %) refused");
});

test("a moment's figures are the same however one came there, and Little's law is set side by side", async ({
  running: page,
}) => {
  await shown(page);
  const [there, back] = await page.evaluate(() => {
    const { sluice } = window;
    const at = (ms: number) => {
      sluice.seek(ms);
      const { series, ...figures } = sluice.metrics(10_000);
      return figures;
    };
    const there = at(12_345);
    at(700);
    return [there, at(12_345)];
  });
  expect(back).toEqual(there);
  expect((there.ended * there.sojournMs) / 1000 / there.inFlight).toBeCloseTo(1, 0);
  await expect(page.locator(".little")).toContainText(/L, in flight.*λ, ended.*W, each for.*λ × W/);
  expect(await refusal(page, (sluice) => sluice.metrics(-1))).toContain("from 0 up, not -1");
});

test("the table of the run is downloaded, and adds up", async ({ running: page }) => {
  await shown(page);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: /^CSV/ }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("sluice-composite-7.csv");
  const [header = "", ...lines] = (await readFile(await download.path(), "utf8")).trim().split("\n");
  expect(header).toMatch(/^from_s,to_s,offered_jobs,.*,sojourn_mean_s$/);
  const offered = lines.reduce((sum, line) => sum + Number(line.split(",")[2]), 0);
  expect(offered).toBe((await stats(page)).offered);
  expect(lines.at(-1)).toMatch(/^19\.75,20,/);
});

test("nobody is asked while another panel is shown, and the charts wear the theme", async ({
  running: page,
}) => {
  await shown(page);
  await page.locator("summary", { hasText: "The charts as a table" }).click();
  await expect(page.getByRole("table", { name: "The charts" }).getByRole("row")).toHaveCount(81);
  for (const scheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await expect.poll(() => drawnIn(page, "--flight")).toBe(true);
  }
  await page.getByRole("tab", { name: "Goroutines" }).click();
  const asked = await canvasFrame(page).evaluate(async () => {
    const { sluiceCore: core } = window as unknown as { sluiceCore: Record<string, () => unknown> };
    const { metrics, world } = core;
    const counts = { metrics: 0, world: 0 };
    Object.assign(core, {
      metrics: () => ++counts.metrics && metrics?.(),
      world: () => ++counts.world && world?.(),
    });
    while (counts.world < 3) await new Promise(requestAnimationFrame);
    Object.assign(core, { metrics, world });
    return counts;
  });
  expect(asked.metrics).toBe(0);
});

test("on a phone all tabs are within reach, and nothing is cut off", async ({ running: page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await shown(page);
  const tabs = await page.getByRole("tab").all();
  expect(tabs).toHaveLength(7);
  for (const tab of tabs) {
    await expect(tab).toBeInViewport({ ratio: 1 });
    expect((await tab.boundingBox())?.width).toBeGreaterThanOrEqual(44);
  }
  const cut = await page
    .locator("#panel-metrics")
    .evaluate((panel) =>
      [panel, ...panel.querySelectorAll<HTMLElement>("section, figure, .plot, .little dd, .spread-axis span")]
        .filter(
          (element) =>
            element.getBoundingClientRect().right > 390 || element.scrollWidth > element.clientWidth + 1,
        )
        .map((element) => element.outerHTML.slice(0, 80)),
    );
  expect(cut).toEqual([]);
  const small = await page
    .locator("#panel-metrics")
    .evaluate((panel) =>
      [...panel.querySelectorAll("button, input, summary")]
        .filter((element) => element.getBoundingClientRect().height < 44)
        .map((element) => element.outerHTML.slice(0, 80)),
    );
  expect(small).toEqual([]);
  await page.setViewportSize({ width: 1440, height: 900 });
});
