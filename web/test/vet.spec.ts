import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { expect, stats, test } from "./page.ts";
import { violations } from "./violations.ts";

const web = fileURLToPath(new URL("..", import.meta.url));
const runs = mkdtempSync(join(tmpdir(), "sluice-"));

test.beforeAll(() => {
  execFileSync("go", ["run", "./test/vetruns", runs], { cwd: web });
});

test.afterAll(() => rmSync(runs, { recursive: true }));

const found = (page: Page) => page.locator(".finding");
const heat = (page: Page, label: RegExp) => page.getByRole("img", { name: label });

/** Shows the recorded run of a program. */
async function show(page: Page, name: string): Promise<void> {
  const file = [...readFileSync(join(runs, `${name}.sluice`))];
  await page.evaluate((file) => window.sluice.import(new Uint8Array(file)), file);
  await page.getByRole("tab", { name: "Program" }).click();
}

test("a leak is told with its lines and its moment, and leads there", async ({ running: page }) => {
  await show(page, "leak");
  await expect(found(page)).toHaveCount(1);
  await expect(found(page)).toHaveAttribute("data-severity", "error");
  await expect(found(page)).toContainText("37 goroutines (ask.func1) are stuck on a send");
  await expect(found(page)).toContainText("and 31 more");
  expect(await violations(page)).toEqual([]);

  await found(page).getByRole("button", { name: "To 38.000 s" }).click();
  expect(await stats(page)).toMatchObject({ playheadMs: 38_000, playing: false });

  await found(page).getByRole("button", { name: "main.go:12" }).click();
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
  await show(page, "deadlock");
  await expect(found(page)).toHaveCount(1);
  await expect(found(page)).toContainText("Deadlock: main waits");
  await expect(found(page)).toContainText("Close the channel");
  await show(page, "healthy");
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
  await show(page, "leak");
  const { program, ended, findings, profile } = await page.evaluate(() => window.sluice.vet());
  expect({ program, ended }).toEqual({ program: "example.org/leak", ended: "leak" });
  expect(findings).toMatchObject([{ kind: "leak", severity: "error", more: 17, event: 449, atMs: 38_000 }]);
  expect(findings[0]?.places[0]).toEqual({ what: "blocked on send", file: "leak/main.go", line: 14 });
  expect(profile[0]).toMatchObject({
    line: 14,
    held: { waits: 37, longestMs: 40_000 },
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
