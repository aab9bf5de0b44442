import { expect, open, test } from "./page.ts";

/** What each operation does to a channel in each state, by the language specification. */
const rules: Record<string, Record<string, string>> = {
  nil: {
    send: "waits",
    receive: "waits",
    "comma-ok": "waits",
    close: "panicclose of nil channel",
    default: "default",
    timeout: "timeout",
  },
  empty: {
    send: "readysent",
    receive: "waits",
    "comma-ok": "waits",
    close: "readyclosed",
    default: "default",
    timeout: "timeout",
  },
  data: {
    send: "readysent",
    receive: "ready7",
    "comma-ok": "ready7, true",
    close: "readyclosed",
    default: "ready7",
    timeout: "ready7",
  },
  full: {
    send: "waits",
    receive: "ready7",
    "comma-ok": "ready7, true",
    close: "readyclosed",
    default: "ready7",
    timeout: "ready7",
  },
  closed: {
    send: "panicsend on closed channel",
    receive: "ready0",
    "comma-ok": "ready0, false",
    close: "panicclose of closed channel",
    default: "ready0",
    timeout: "ready0",
  },
};

test("every cell of the select lab does what Go does, and the page lives on", async ({ page }) => {
  test.setTimeout(180_000);
  await open(page, "?scene=select-lab");
  for (const [state, operations] of Object.entries(rules)) {
    for (const [operation, outcome] of Object.entries(operations)) {
      const cell = page.locator(`[data-cell="${state}/${operation}"]`);
      await expect(cell).toHaveText("try");
      await cell.click();
      await expect(cell).toHaveText(outcome);
    }
  }
  expect(await page.evaluate(() => window.sluice.stats().playing)).toBe(true);
  // A scene without a board shows none.
  await expect(page.locator(".board")).toBeVisible();
  await page.evaluate(() => window.sluice.load("composite"));
  await expect(page.locator(".board")).toBeHidden();
});
