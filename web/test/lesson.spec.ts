import { expect, open, test } from "./page.ts";

test.describe("the lesson", () => {
  test("a task ticks itself off when it is brought about, and tells so", async ({ page }) => {
    await open(page); // one that remembers no task
    const task = page.locator('[data-task="no-token"]');
    await expect(task).not.toHaveClass(/done/);
    const told = page.evaluate(() => new Promise((resolve) => window.sluice.on("task", resolve)));
    await page.getByRole("button", { name: "Send 100 jobs" }).click();
    expect(await told).toEqual({ scene: "composite", task: "no-token" });
    await expect(task).toHaveClass(/done/);
    await expect(page.getByText("Task done: Send a burst")).toBeAttached();
  });

  test("a prediction gets its reason, whether it was right or wrong", async ({ running: page }) => {
    const task = page.locator('[data-task="no-token"]');
    await task.getByRole("radio", { name: "None" }).check();
    await expect(task.getByText(/^Not quite\. A token bucket/)).toBeVisible();
    await task.getByRole("radio", { name: "About 20" }).check();
    await expect(task.getByText(/^Yes\. A token bucket/)).toBeVisible();
  });

  test("what a task shows brings it about", async ({ running: page }) => {
    const task = page.locator('[data-task="starve"]');
    await page.evaluate(() => window.sluice.speed(20));
    await task.getByRole("button", { name: "Show me" }).click();
    await expect(task).toHaveClass(/done/);
    await expect(page.getByRole("radio", { name: "Backoff in the worker" })).toBeChecked();
  });

  test("a word opens the glossary at its place, and the clock stands still", async ({ running: page }) => {
    await page.getByRole("button", { name: "backpressure" }).click();
    const words = page.getByRole("dialog", { name: "Words" });
    await expect(words.locator(".asked dt")).toHaveText("backpressure");
    await expect(words.locator(".asked")).toBeInViewport();
    await page.keyboard.press("Escape");
    await expect(words).toBeHidden();
  });
});
