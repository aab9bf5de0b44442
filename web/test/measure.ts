import type { Page } from "@playwright/test";
import type { Core, Memory } from "../src/session/core.ts";

/** What the Go program of a page takes. */
export function memory(page: Page): Promise<Memory> {
  return page.evaluate(() => {
    const inner = document.querySelector("iframe")?.contentWindow as unknown as { sluiceCore: Core };
    return inner.sluiceCore.memory();
  });
}
