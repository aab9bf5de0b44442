import type { Core } from "./core.ts";

/** Bounds of a slice's wall time: a page that answers, and one that gets ahead. */
const shortestMs = 50;
const longestMs = 250;

/** A slice takes this many times what the page needed after the last one, so that it gets little of the time. */
const ratio = 16;

/**
 * Runs ms of virtual time in slices and yields to the event loop after each.
 * Resolves when the time is up or the scene has ended; rejects with the Go
 * program's error, or with whatever check throws, called before every slice.
 */
export async function fastForward(core: Core, ms: number, check: () => void): Promise<void> {
  let sliceMs = shortestMs;
  for (let left = ms; left > 0; ) {
    check();
    const { leftMs, ended, error } = core.advance(left, sliceMs);
    if (error) throw new Error(error);
    if (ended) return;
    left = leftMs;
    const yielded = performance.now();
    await nextTask();
    sliceMs = Math.min(Math.max(ratio * (performance.now() - yielded), shortestMs), longestMs);
  }
}

/** Resolves in a new task, after pending input and frames; unlike a timer it is not throttled. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
