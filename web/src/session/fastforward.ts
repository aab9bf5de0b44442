import type { Core } from "./core.ts";

/** Wall time of one slice: short enough for a page that answers, long enough that frames do not slow it. */
const sliceMs = 100;

/**
 * Runs ms of virtual time in slices and yields to the event loop after each.
 * Resolves when the time is up or the scene has ended; rejects with the Go
 * program's error, or with whatever check throws, called before every slice.
 */
export async function fastForward(core: Core, ms: number, check: () => void): Promise<void> {
  for (let left = ms; left > 0; ) {
    check();
    const { leftMs, ended, error } = core.advance(left, sliceMs);
    if (error) throw new Error(error);
    if (ended) return;
    left = leftMs;
    await nextTask();
  }
}

/** Resolves in a new task, after pending input and frames; unlike a timer it is not throttled. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
