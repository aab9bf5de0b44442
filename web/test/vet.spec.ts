import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, stats, test } from "./page.ts";
import { record, show } from "./programs.ts";
import { violations } from "./violations.ts";

let runs = "";
const run = (name: string) => join(runs, `${name}.sluice`);

test.beforeAll(() => {
  runs = record("leak", "deadlock", "healthy");
});

test.afterAll(() => rmSync(runs, { recursive: true }));

const found = (page: Page) => page.locator(".finding");
const heat = (page: Page, label: RegExp) => page.getByRole("img", { name: label });

test("a leak is told with its lines and its moment, and leads there", async ({ running: page }) => {
  await show(page, run("leak"));
  await expect(found(page)).toHaveCount(1);
  await expect(found(page)).toHaveAttribute("data-severity", "error");
  await expect(found(page)).toContainText("37 goroutines (ask.func1) are stuck on a send");
  await expect(found(page)).toContainText("and 31 more");
  expect(await violations(page)).toEqual([]);

  await found(page).getByRole("button", { name: "To 38.000 s" }).click();
  const { playheadMs, playing } = await stats(page);
  expect(playheadMs).toBeCloseTo(38_000, -1); // an operation takes a microsecond
  expect(playing).toBe(false);

  await found(page).getByRole("button", { name: "main.go:13" }).click();
  await expect(page.locator(".cm-line", { hasText: "answer := make(chan int)" })).toBeInViewport();
  await expect(
    heat(page, /^Held up for 814 s in 37 waits, at most 40.00 s; 37 there at the end$/),
  ).toBeVisible();
  await expect(page.getByRole("button", { name: "37 goroutines blocked on send" })).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

test("a deadlock says what is to be closed, and a healthy program that nothing was found", async ({
  running: page,
}) => {
  await show(page, run("deadlock"));
  await expect(found(page)).toHaveCount(1);
  await expect(found(page)).toContainText("Deadlock: main waits");
  await expect(found(page)).toContainText("Close the channel");
  await show(page, run("healthy"));
  await expect(page.getByText(/^Nothing was found: no deadlock/)).toBeVisible();
  await expect(found(page)).toHaveCount(0);
  expect(await violations(page)).toEqual([]);
});

test("the time blocked is shown beside the lines of a scene when it is asked for, and leads to the longest", async ({
  running: page,
}) => {
  await page.evaluate(async () => {
    window.sluice.load("backpressure");
    window.sluice.inject(200);
    await window.sluice.run(5000);
  });
  await page.getByRole("tab", { name: "Code" }).click();
  await page.getByRole("combobox", { name: "File" }).selectOption("engine/scene/backpressure.go");
  const toggle = page.getByRole("button", { name: "Time blocked, by line" });
  if ((await toggle.getAttribute("aria-pressed")) === "true") await toggle.click();
  await expect(page.locator(".cm-heat")).toHaveCount(0);
  await toggle.click();
  await expect(page.getByRole("combobox", { name: "File" })).toHaveValue("engine/pattern/backpressure.go");
  await expect(heat(page, /^Held up for 5.00 s in 51 waits/)).toBeInViewport();
  expect(await violations(page)).toEqual([]);
});

test("sluice.vet() tells the same, and rejects when another run is loaded", async ({ running: page }) => {
  await show(page, run("leak"));
  const { program, ended, findings, profile } = await page.evaluate(() => window.sluice.vet());
  expect({ program, ended }).toEqual({ program: "sluice/web/test/programs/leak", ended: "leak" });
  const file = "web/test/programs/leak/main.go";
  expect(findings).toMatchObject([{ kind: "leak", severity: "error", more: 17 }]);
  expect(findings[0]?.places[0]).toEqual({ what: "blocked on send", file, line: 15 });
  expect(profile[0]?.held.longestMs).toBeCloseTo(40_000, -1);
  expect(profile[0]).toMatchObject({
    line: 15,
    held: { waits: 37 },
    ways: ["send"],
    now: 37,
  });
  const refused = await page.evaluate(async () => {
    window.sluice.load("composite");
    await window.sluice.run(600_000);
    const report = window.sluice.vet().catch((error: Error) => error.message);
    window.sluice.load("fan-out");
    return report;
  });
  expect(refused).toBe("Another run was loaded meanwhile.");
});
