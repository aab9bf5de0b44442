import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "./page.ts";
import { plainHost } from "./plainhost.ts";

const scenes = JSON.parse(
  readFileSync(fileURLToPath(new URL("../gallery/scenes.json", import.meta.url)), "utf8"),
) as { id: string; title: string; summary: string }[];
test("runs from a plain static host under a sub-path, asking no other host", async ({ page }) => {
  const prefix = "/some/where/";
  const { origin, close } = await plainHost(prefix);
  const elsewhere: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(origin + prefix) && !request.url().startsWith("data:")) {
      elsewhere.push(request.url());
    }
  });
  await page.goto(`${origin + prefix}scene/pipeline.html?seed=8`);
  await page.evaluate(() => window.sluice.ready);
  expect(await page.evaluate(() => window.sluice.stats())).toMatchObject({ scene: "pipeline", seed: 8 });
  expect(page.url()).toBe(`${origin + prefix}?scene=pipeline&seed=8`);
  expect(elsewhere).toEqual([]);
  await page.close();
  close();
});

test("each scene has a page that other sites can introduce", async ({ request }) => {
  for (const { id, title, summary } of scenes) {
    const page = await (await request.get(`${process.env.SLUICE_URL}scene/${id}.html`)).text();
    const tag = (name: string) => new RegExp(`="${name}" content="([^"]*)"`).exec(page)?.[1];
    expect(tag("og:title")).toBe(`${title} · Sluice`);
    expect(tag("og:description")?.replaceAll("&quot;", '"')).toBe(summary);
    expect((await request.get(`${process.env.SLUICE_URL}${tag("og:image")}`)).headers()["content-type"]).toBe(
      "image/jpeg",
    );
  }
});

test("the canvas page alone is an embed with the same interface and keys", async ({ page }) => {
  await page.goto(new URL("canvas.html?seed=5", process.env.SLUICE_URL).href);
  await page.evaluate(() => window.sluice.ready);
  expect(await page.evaluate(() => window.sluice.stats().seed)).toBe(5);
  await page.keyboard.press("Space");
  await expect.poll(() => page.evaluate(() => window.sluice.stats().playing)).toBe(false);
});

test("the progress bar shows real bytes", async ({ page }) => {
  await page.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(window, { progressSeen: seen });
    new MutationObserver(() => {
      const bytes = document.querySelector(".cover-bytes")?.textContent;
      if (bytes && document.querySelector("progress")) seen.push(bytes);
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
  await page.goto(new URL("canvas.html", process.env.SLUICE_URL).href);
  await page.evaluate(() => window.sluice.ready);
  const seen = await page.evaluate(() => (window as unknown as { progressSeen: string[] }).progressSeen);
  expect(seen[0]).toBe("Connecting…");
  expect(seen.filter((text) => /^\d+\.\d\d MB of \d+\.\d\d MB$/.test(text)).length).toBeGreaterThan(0);
  expect(seen.at(-1)).toBe("Starting…");
  await expect(page.getByRole("progressbar")).toBeHidden();
});
