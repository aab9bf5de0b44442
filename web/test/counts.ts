import { appendFileSync } from "node:fs";
import type { FullResult, Reporter, TestCase, TestResult } from "@playwright/test/reporter";

/** Ends the run with one line of counts, and adds it to the file that make collects them in. */
export default class Counts implements Reporter {
  readonly #outcomes = new Map<string, TestResult["status"]>();

  onTestEnd(test: TestCase, result: TestResult): void {
    this.#outcomes.set(test.id, result.status);
  }

  onEnd(_: FullResult): void {
    const statuses = [...this.#outcomes.values()];
    const skipped = statuses.filter((status) => status === "skipped").length;
    const passed = statuses.filter((status) => status === "passed").length;
    const failed = statuses.length - passed - skipped;
    const summary = `browser: ${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}`;
    console.log(summary);
    if (process.env.SLUICE_COUNTS) appendFileSync(process.env.SLUICE_COUNTS, `${summary}\n`);
  }
}
