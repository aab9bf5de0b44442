import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import type { Scene } from "../src/session/api.ts";
import { open, test } from "../test/page.ts";

const folder = (name: string) => {
  const path = fileURLToPath(new URL(`../${name}`, import.meta.url));
  mkdirSync(path, { recursive: true });
  return path;
};

/** Loads a variant and lets something happen in it: a burst or a step of a load test if it takes one, then up to three virtual seconds. */
async function stage(page: Page, id: string, variant: string): Promise<void> {
  await page.evaluate(
    async ([id = "", variant = ""]) => {
      const { sluice } = window;
      sluice.load(id, { variant, seed: 7 });
      await sluice.run(1500);
      const scene = sluice.scenes().find((scene) => scene.id === id);
      if (scene?.sources.length) sluice.inject(12);
      if (scene?.steps.length) sluice.act(scene.steps.at(-2) ?? "");
      if (scene?.board) sluice.act("all");
      sluice.play();
    },
    [id, variant],
  );
  await page.waitForTimeout(2500);
  await page.evaluate(() => window.sluice.pause());
}

test("thumbnails for the gallery", async ({ page }) => {
  const gallery = folder("gallery");
  await page.setViewportSize({ width: 1280, height: 760 });
  let scenes: Scene[] = [];
  for (const theme of ["dark", "light"]) {
    await open(page, `?theme=${theme}`);
    scenes = await page.evaluate(() => window.sluice.scenes());
    for (const { id, variants } of scenes) {
      await stage(page, id, variants[0] ?? "");
      const path = join(gallery, `${id}.${theme}.jpg`);
      await page.locator(".picture").screenshot({ path, type: "jpeg", quality: 72 });
    }
  }
  const list = scenes.map(({ id, group, title, summary }) => ({ id, group, title, summary }));
  writeFileSync(join(gallery, "scenes.json"), `${JSON.stringify(list, null, 2)}\n`);
});

for (const [view, width, height, theme] of [
  ["dark", 1440, 900, "dark"],
  ["light", 1440, 900, "light"],
  ["phone", 390, 844, "light"],
] as const) {
  test(`every scene and variant, ${view}`, async ({ page }) => {
    const shots = folder(`screenshots/${view}`);
    await page.setViewportSize({ width, height });
    await open(page, `?theme=${theme}`);
    for (const { id, variants } of await page.evaluate(() => window.sluice.scenes())) {
      for (const variant of variants) {
        await stage(page, id, variant);
        await page.screenshot({ path: join(shots, `${id}.${variant}.png`) });
      }
    }
  });
}
