import type { Report } from "./api.ts";
import type { Core } from "./core.ts";
import { nextTask } from "./fastforward.ts";

/** Reads a recording in slices and yields to the event loop after each. Rejects with what program throws, called before every slice. */
export async function readReport(program: () => Core): Promise<Report> {
  for (;;) {
    const { done, ...report } = program().vet();
    if (done) return report;
    await nextTask();
  }
}
