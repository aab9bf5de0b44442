import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { count, duration } from "../src/format.ts";
import { expect, stats, test } from "./page.ts";
import { violations } from "./violations.ts";

const results = (page: Page) => page.evaluate(() => window.sluice.results());
const over = (page: Page) => page.evaluate(() => window.sluice.results().filter(({ over }) => over).length);

/** The load test just loaded and paused, with its results in sight. */
async function shown(page: Page, variant = "open"): Promise<Locator> {
  await page.evaluate((variant) => {
    window.sluice.load("load", { variant, seed: 7 });
    window.sluice.pause();
  }, variant);
  await page.getByRole("tab", { name: "Results" }).click();
  return page.getByRole("tabpanel", { name: "Results" });
}

/** Chooses a step in the panel and does it as fast as the machine allows. */
async function race(page: Page, step: string): Promise<void> {
  const before = await over(page);
  await page.getByRole("combobox", { name: "Step", exact: true }).first().selectOption(step);
  await page.getByRole("button", { name: "Full speed" }).click();
  await expect.poll(() => over(page)).toBe(before + 1);
}

const row = (panel: Locator, table: string, measure: string) =>
  panel.locator(`.${table} [data-measure="${measure}"]`).getByRole("cell");

async function saved(page: Page, name: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name }).click(),
  ]);
  return readFile(await download.path(), "utf8");
}

test("the results are those of the run, at every playhead, and are kept for other runs", async ({
  running: page,
}) => {
  test.slow();
  await expect(page.getByRole("tab", { name: "Results" })).toBeHidden();
  let panel = await shown(page);
  await expect(panel.getByRole("button", { name: "Do all steps" })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  for (const step of ["10", "100", "1,000"]) await race(page, step);

  const steps = await results(page);
  const { completed, rejected, failed, retries } = await stats(page);
  const sum = (of: (step: (typeof steps)[number]) => number) => steps.reduce((n, step) => n + of(step), 0);
  expect(steps.map(({ requests, offered }) => [requests, offered])).toEqual([
    [10, 10],
    [100, 100],
    [1000, 1000],
  ]);
  expect(sum((step) => step.completed)).toBe(completed);
  expect(sum((step) => step.rejected)).toBe(rejected);
  expect(sum((step) => step.failed)).toBe(failed);
  expect(sum((step) => step.retries)).toBe(retries);
  for (const { wallMs, memoryBytes } of steps) {
    expect(wallMs).toBeGreaterThanOrEqual(0);
    expect(memoryBytes).toBeGreaterThan(1e6);
  }
  await expect(row(panel, "step-table", "completed")).toHaveText(steps.map((step) => count(step.completed)));
  await expect(row(panel, "step-table", "p99_ms")).toHaveText(
    steps.map((step) => duration(step.latencyMs.p99)),
  );

  const [, second] = steps;
  const middle = (second?.fromMs ?? 0) + (second?.virtualMs ?? 0) / 2;
  await page.evaluate((ms) => window.sluice.seek(ms), middle);
  const earlier = await results(page);
  expect(earlier.map(({ over }) => over)).toEqual([true, false]);
  expect(earlier[0]).toEqual(steps[0]);
  await expect(row(panel, "step-table", "completed")).toHaveText(
    earlier.map((step) => count(step.completed)),
  );
  await expect(panel.getByRole("progressbar")).toBeVisible();
  await page.evaluate((ms) => window.sluice.seek(ms), (await stats(page)).nowMs);
  expect(await results(page)).toEqual(steps);

  panel = await shown(page, "closed");
  await race(page, "1,000");
  const [closed] = await results(page);
  const [completedRow, p50] = [row(panel, "pair-table", "completed"), row(panel, "pair-table", "p50_ms")];
  await expect(completedRow.nth(0)).toHaveText(count(closed?.completed ?? 0));
  await expect(completedRow.nth(1)).toHaveText(count(steps[2]?.completed ?? 0));
  await expect(p50.nth(2)).toHaveText(/^0\.\d+× ▲better$/);
  await expect(panel.getByText("Set otherwise: variant Closed loop, not Open loop.")).toBeVisible();
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page)).toEqual([]);
  }

  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("tab", { name: "Results" }).click();
  const cut = await panel
    .locator(".results")
    .evaluate((content) =>
      [...content.querySelectorAll("section:not(.step-results), table.pair-table, button, select")]
        .filter((element) => element.getBoundingClientRect().right > 390 && element.checkVisibility())
        .map((element) => element.outerHTML.slice(0, 80)),
    );
  expect(cut).toEqual([]);
  await page.setViewportSize({ width: 1440, height: 900 });

  const rows = JSON.parse(await saved(page, "JSON")) as Record<string, unknown>[];
  const [header = "", ...lines] = (await saved(page, "CSV")).trimEnd().split("\n");
  expect(rows.map(({ run, variant, requests }) => [run, variant, requests])).toEqual([
    [1, "open", 10],
    [1, "open", 100],
    [1, "open", 1000],
    [2, "closed", 1000],
  ]);
  expect(rows[2]?.p99_ms).toBe(steps[2]?.latencyMs.p99);
  expect(lines.map((line) => line.split(","))).toEqual(
    rows.map((row) => header.split(",").map((name) => String(row[name] ?? ""))),
  );
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await panel.getByRole("button", { name: "Copy as Markdown" }).click();
  await expect(panel.getByRole("button", { name: "Copied" })).toBeVisible();
  const markdown = await page.evaluate(() => navigator.clipboard.readText());
  expect(markdown.split("\n")[2]).toMatch(/^\| 1: Open loop \| 10 \| /);

  await page.evaluate(() => {
    const runs = JSON.parse(sessionStorage.getItem("sluice.results") ?? "");
    sessionStorage.setItem(
      "sluice.results",
      JSON.stringify(["damaged", { ...runs[0], steps: [{}] }, ...runs, null]),
    );
  });
  await page.reload();
  await page.evaluate(() => window.sluice.ready);
  const kept = panel.getByRole("listitem");
  await expect(kept).toHaveText([/Closed loop/, /Open loop/]);
  await expect(completedRow.nth(1)).toHaveText(count(steps[2]?.completed ?? 0));
  await panel.getByRole("button", { name: /^Forget: .* Open loop/ }).click();
  await expect(kept).toHaveText([/Closed loop/]);
  await expect(panel.locator(".pair-table")).toBeHidden();
  await panel.getByRole("button", { name: "Forget all" }).click();
  await expect(panel.getByText("Kept runs")).toBeHidden();
  expect(await page.evaluate(() => sessionStorage.getItem("sluice.results"))).toBe("[]");
});

test("a run that is opened again has results, but nobody has timed it; another future is another run", async ({
  running: page,
}) => {
  const panel = await shown(page);
  await race(page, "100");
  await race(page, "1,000");
  const steps = await results(page);
  await page.evaluate(() => window.sluice.import(window.sluice.export()));
  await page.evaluate((ms) => window.sluice.seek(ms), (await stats(page)).nowMs);
  expect(await results(page)).toEqual(steps.map((step) => ({ ...step, wallMs: null, memoryBytes: null })));
  await expect(row(panel, "step-table", "wall_ms")).toHaveText(["not measured", "not measured"]);
  await expect(panel.getByRole("listitem")).toHaveCount(1);

  await page.evaluate((ms) => window.sluice.seek(ms), (steps[1]?.fromMs ?? 0) + 1);
  await page.evaluate(async () => {
    window.sluice.set("service", 4);
    await window.sluice.run(1000);
  });
  const [first, other] = await results(page);
  expect(first).toEqual({ ...steps[0], wallMs: null, memoryBytes: null });
  expect(other?.latencyMs.p50).toBeGreaterThan(steps[1]?.latencyMs.p50 ?? 0);
  await expect(panel.getByRole("listitem")).toHaveText([/This run/, /Open loop/]);

  await panel.getByRole("button", { name: "Forget all" }).click();
  const end = (await stats(page)).nowMs;
  for (const [ms, columns] of [
    [(steps[0]?.fromMs ?? 0) + 1, 1],
    [end, 2],
  ] as const) {
    await page.evaluate((ms) => window.sluice.seek(ms), ms);
    await expect(row(panel, "step-table", "events")).toHaveCount(columns);
  }
  await expect(panel.getByText("Kept runs")).toBeHidden();
});

test("the invitation starts all steps, one after the other, and the tab goes with the scene", async ({
  running: page,
}) => {
  const panel = await shown(page);
  await page.getByRole("tab", { name: "Lesson" }).press("ArrowRight");
  await expect(page.getByRole("tab", { name: "Results" })).toBeFocused();
  await page.getByRole("button", { name: "Do all steps" }).press("Enter");
  await expect(panel.getByRole("progressbar")).toBeVisible();
  await page.evaluate(() => window.sluice.speed(50));
  await expect(panel.locator(".step-table thead th")).toHaveText([
    "Requests",
    "10",
    "100",
    "1,000",
    "10,000",
  ]);
  await page.evaluate(() => window.sluice.load("composite"));
  await expect(page.getByRole("tab", { name: "Results" })).toBeHidden();
  await expect(page.getByRole("tabpanel", { name: "Lesson" })).toBeVisible();
});
