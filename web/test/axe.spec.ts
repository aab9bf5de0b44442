import { address, expect, open, test } from "./page.ts";
import { violations } from "./violations.ts";

for (const colorScheme of ["dark", "light"] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test("the page has no violations in any of its states", async ({ page }) => {
      test.slow();
      await open(page, "?haste=1");
      await expect(page.locator(".notice")).toBeVisible();
      await expect(page.locator(".task").first()).toBeVisible();
      expect(await violations(page)).toEqual([]);
      for (const name of ["Code", "Knobs", "Metrics", "Words", "Goroutines", "Output"]) {
        await page.getByRole("tab", { name }).click();
        if (name === "Code") await expect(page.locator(".cm-line").first()).toBeVisible();
        if (name === "Metrics") await expect(page.locator(".plot canvas")).toHaveCount(3);
        if (name === "Words") await expect(page.locator(".event").first()).toBeVisible();
        if (name === "Goroutines") await expect(page.getByRole("table", { name })).toBeVisible();
        expect(await violations(page)).toEqual([]);
      }
      await page.getByRole("tab", { name: "Goroutines" }).click();
      await page.getByRole("button", { name: /^main/ }).click();
      await page.getByRole("textbox", { name: "Source" }).press("ArrowUp");
      await page.getByRole("textbox", { name: "Source" }).press("ArrowDown");
      await expect(page.getByRole("region", { name: "Below the code" })).toContainText("main");
      expect(await violations(page)).toEqual([]);
      await page.getByRole("textbox", { name: "Job" }).fill("1");
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: /offered by client/ }).click();
      await expect(page.getByRole("listitem").filter({ hasText: /attempt 1/ })).toHaveClass("later");
      expect(await violations(page)).toEqual([]);
      await page.evaluate(() => window.sluice.play());

      await page.keyboard.press("?");
      await expect(page.getByRole("dialog", { name: "Help" })).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await page.keyboard.press("s");
      await expect(page.getByRole("dialog", { name: "Share this run" })).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await page.getByRole("tab", { name: "Lesson" }).click();
      await page.getByRole("button", { name: "token bucket" }).click();
      await expect(page.getByRole("dialog", { name: "Words" })).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press("Escape");

      await page.setViewportSize({ width: 390, height: 844 });
      expect(await violations(page)).toEqual([]);
      await page.getByRole("tab", { name: "Knobs" }).click();
      expect(await violations(page)).toEqual([]);

      await page.setViewportSize({ width: 1280, height: 720 });
      await page.evaluate(async () => {
        await window.sluice.run(2000);
        window.sluice.seek(1000);
        window.sluice.inject(1);
      });
      await expect(page.getByRole("button", { name: /^Future 1/ })).toBeVisible();
      await page.evaluate(() => window.sluice.seek(500));
      await expect(page.getByText("In the past")).toBeVisible();
      expect(await violations(page)).toEqual([]);

      await page.getByRole("button", { name: "Compare with another variant or scene" }).click();
      await expect(page.locator(".menu")).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await page.evaluate(() => window.sluice.compare({ scene: "composite", variant: "in-worker" }));
      await expect(page.locator(".compared tbody tr").first()).toBeVisible();
      expect(await violations(page)).toEqual([]);

      await page.evaluate(() => window.sluice.load("select-lab"));
      await expect(page.locator(".cell").first()).toBeVisible();
      expect(await violations(page)).toEqual([]);

      await page.evaluate(() => window.sluice.load("selftest-deadlock"));
      await expect(page.getByRole("region", { name: "How the run ended" })).toBeVisible();
      expect(await violations(page)).toEqual([]);
    });

    test("the gallery has no violations", async ({ page }) => {
      await page.goto(address("gallery.html"));
      await expect(page.getByRole("heading", { name: "All scenes" })).toBeVisible();
      expect(await violations(page)).toEqual([]);
    });

    test("a failure to load has no violations", async ({ page, complaints }) => {
      await page.route(/\.bin$/, (route) => route.abort());
      await page.goto(address());
      await expect(page.frameLocator("iframe").getByRole("alert")).toBeVisible();
      expect(await violations(page)).toEqual([]);
      complaints.length = 0;
    });
  });
}
