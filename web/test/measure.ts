import type { CDPSession, Page } from "@playwright/test";
import type { Core, Memory } from "../src/session/core.ts";

/** What a page takes of the machine, without what is dead: the Go program, and the page round it. */
export interface Taken extends Memory {
  readonly listeners: number;
  readonly nodes: number;
  readonly jsHeapBytes: number;
}

/** What the Go program of a page takes. */
export function memory(page: Page): Promise<Memory> {
  return page.evaluate(() => {
    const inner = document.querySelector("iframe")?.contentWindow as unknown as { sluiceCore: Core };
    return inner.sluiceCore.memory();
  });
}

/** A meter of what a page takes; it collects what is dead first. */
export async function meter(page: Page): Promise<() => Promise<Taken>> {
  const devtools: CDPSession = await page.context().newCDPSession(page);
  await devtools.send("Performance.enable");
  await devtools.send("HeapProfiler.enable");
  return async () => {
    const program = await memory(page);
    for (let i = 0; i < 2; i++) await devtools.send("HeapProfiler.collectGarbage");
    const { metrics } = await devtools.send("Performance.getMetrics");
    const value = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
    return {
      ...program,
      listeners: value("JSEventListeners"),
      nodes: value("Nodes"),
      jsHeapBytes: value("JSHeapUsedSize"),
    };
  };
}
