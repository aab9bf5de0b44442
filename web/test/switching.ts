import type { Page } from "@playwright/test";

/** Loads n scenes one after the other, of all variants in turn, each with some jobs and beside another panel; then the first one. */
export async function switchScenes(page: Page, n: number): Promise<void> {
  await page.evaluate(async (n) => {
    const { sluice } = window;
    const tabs = [...document.querySelectorAll<HTMLElement>("[role=tab]")];
    const all = sluice
      .scenes()
      .flatMap(({ id, variants, sources }) => variants.map((variant) => ({ id, variant, sources })));
    for (let i = 0; i < n; i++) {
      const { id, variant, sources } = all[i % all.length] ?? { id: "", variant: "", sources: [] };
      sluice.load(id, { variant });
      tabs[i % tabs.length]?.click();
      if (sources.length > 0) sluice.inject(20);
      if (i % 4 === 0) await new Promise(requestAnimationFrame);
    }
    tabs[0]?.click();
    sluice.load("composite");
    for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
  }, n);
}
