import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, open, stats, test } from "./page.ts";
import { record, show } from "./programs.ts";
import { violations } from "./violations.ts";

let runs = "";
const run = (name: string) => join(runs, `${name}.sluice`);

test.beforeAll(() => {
  runs = record("sieve", "deadlock");
});

test.afterAll(() => rmSync(runs, { recursive: true }));

test("a recorded program is shown with its own tab, code and speed, and takes no clicks", async ({
  running: page,
}) => {
  await show(page, run("sieve"));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("sieve");
  await expect(page.getByRole("tab", { name: "Lesson" })).toBeHidden();
  await expect(page.getByRole("tab", { name: "Knobs" })).toBeHidden();
  await expect(page.getByRole("group", { name: "Send" })).toBeHidden();
  const facts = page.locator(".facts");
  await expect(facts).toContainText("sluice/web/test/programs/sieve");
  await expect(facts).toContainText("Goroutines22");
  expect((await stats(page)).speed).toBeLessThan(0.001);
  const refused = await page.evaluate(() => {
    try {
      window.sluice.inject(1);
    } catch (error) {
      return (error as Error).message;
    }
  });
  expect(refused).toContain("is the recording of a program");
  await page.getByRole("tab", { name: "Code" }).click();
  await expect(page.getByRole("combobox", { name: "File" })).toHaveValue("web/test/programs/sieve/main.go");
  await page.getByRole("tab", { name: "Output" }).click();
  await page.evaluate(() => window.sluice.seek(window.sluice.stats().nowMs));
  await expect(page.locator(".output")).toHaveText(/67\s71$/);
  expect(await violations(page)).toEqual([]);
});

test("a group opens into its members, here or in the picture, and closes again", async ({
  running: page,
}) => {
  await show(page, run("sieve"));
  await page.evaluate(() => window.sluice.seek(window.sluice.stats().nowMs));
  const stations = () => page.evaluate(() => window.sluice.words().pictures[0]?.length ?? 0);
  const before = await stations();
  await page.getByRole("button", { name: "Open filter" }).click();
  await expect(page.getByRole("button", { name: "Close filter" })).toBeFocused();
  expect(await stations()).toBeGreaterThan(before + 10);
  await page.getByRole("button", { name: "Close filter" }).click();
  await expect.poll(stations).toBe(before);
});

test("a recording can be exported, and has no link", async ({ running: page }) => {
  await show(page, run("deadlock"));
  const exported = await page.evaluate(() => Array.from(window.sluice.export()).slice(0, 6));
  expect(String.fromCharCode(...exported)).toBe("SLUICE");
  await page.getByRole("button", { name: "Share" }).click();
  await expect(page.getByRole("button", { name: "Export" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Link" })).toBeHidden();
  await page.keyboard.press("Escape");
  await page.evaluate(() => window.sluice.seek(window.sluice.stats().nowMs));
  await expect(page.getByRole("region", { name: "How the run ended" })).toContainText("Deadlock");
  await page.getByRole("button", { name: "From the start" }).click();
  await expect(page.getByRole("region", { name: "How the run ended" })).toBeHidden();
});

test("the list of scenes tells how a program of one's own comes here", async ({ running: page }) => {
  await page.getByRole("button", { name: "Your own program" }).click();
  const dialog = page.getByRole("dialog", { name: "Your own program" });
  await expect(dialog.getByRole("textbox", { name: "Record it" })).toHaveValue(/go run \. record -serve/);
  const picker = page.waitForEvent("filechooser");
  await dialog.getByRole("button", { name: "Choose a file" }).click();
  await (await picker).setFiles(run("deadlock"));
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("deadlock");
});

test("?open= shows a run that is served beside the page, and says when there is none", async ({
  page,
  complaints,
}) => {
  await page.route("**/deadlock.sluice", (route) => route.fulfill({ path: run("deadlock") }));
  await open(page, "?open=deadlock.sluice");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("deadlock");
  await expect(page).toHaveURL(/\?open=deadlock\.sluice$/);
  await open(page, "?open=none.sluice");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("The whole service");
  await expect(page.getByText("The run could not be fetched (status 404).")).toBeVisible();
  complaints.splice(0); // of the browser, about what is not there
});
