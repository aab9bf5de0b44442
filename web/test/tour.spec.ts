import { address, expect, stats, test } from "./page.ts";

test("a newcomer is invited, shown round in five steps, and never asked again", async ({ page }) => {
  await page.goto(address());
  await page.evaluate(() => window.sluice.ready);
  await expect.poll(async () => (await stats(page)).offered, { message: "it moves" }).toBeGreaterThan(2);
  const invitation = page.getByText("New here?");
  await expect(invitation).toBeVisible();
  await page.getByRole("button", { name: "Show me around" }).click();
  await expect(invitation).toBeHidden();
  for (const title of [
    "It really runs",
    "No job gets lost",
    "Go back",
    "Read what runs",
    "Nineteen scenes",
  ]) {
    await expect(page.getByRole("dialog", { name: title })).toBeVisible();
    await page.getByRole("button", { name: /^(Next|Done)$/ }).click();
  }
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Help" }).getByRole("button", { name: "Show me around" }).click();
  await expect(page.getByRole("dialog", { name: "It really runs" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await page.reload();
  await page.evaluate(() => window.sluice.ready);
  await expect(page.getByRole("button", { name: "Send 1 job", exact: true })).toBeEnabled();
  await expect(page.getByText("New here?")).toBeHidden();
});
