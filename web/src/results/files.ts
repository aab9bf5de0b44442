import { count } from "../format.ts";
import type { KnobValue } from "../session/api.ts";
import { measuresOf } from "./measures.ts";
import type { Run } from "./run.ts";

/** A step as a row of a file: each column's name, with its unit, and value; null when it was not measured. */
type Row = Readonly<Record<string, KnobValue | null>>;

/** The steps of all runs, the oldest first, as rows that have the same columns. */
export function rowsOf(runs: readonly Run[]): readonly Row[] {
  const steps = runs.flatMap((run) => run.steps);
  const measures = measuresOf(steps);
  const knobs = [...new Set(steps.flatMap((step) => Object.keys(step.knobs)))];
  return runs.toReversed().flatMap((run, i) =>
    run.steps.map((step) => ({
      run: i + 1,
      at: new Date(run.began).toISOString(),
      scene: run.scene,
      variant: run.variant,
      seed: run.seed,
      step: step.number,
      requests: step.requests,
      ...Object.fromEntries(measures.map(({ id, value }) => [id, known(value(step))])),
      ...Object.fromEntries(knobs.map((id) => [`knob_${id}`, step.knobs[id] ?? null])),
    })),
  );
}

function known(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

export function toJSON(runs: readonly Run[]): string {
  return `${JSON.stringify(rowsOf(runs), null, 2)}\n`;
}

/** Comma-separated values: a line that names the columns, and one for each step. */
export function toCSV(runs: readonly Run[]): string {
  const rows = rowsOf(runs);
  const lines = [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))];
  return lines.map((cells) => `${cells.map(cell).join(",")}\n`).join("");
}

function cell(value: KnobValue | null): string {
  const text = String(value ?? "");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A table in Markdown, as people read it: a line for each step. */
export function toMarkdown(runs: readonly Run[], headings: { run: string; requests: string }): string {
  const measures = measuresOf(runs.flatMap(({ steps }) => steps));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((text) => text.replaceAll("|", "\\|")).join(" | ")} |\n`;
  const head = [headings.run, headings.requests, ...measures.map(({ label }) => label)];
  const rows = runs
    .toReversed()
    .flatMap((run, i) =>
      run.steps.map((step) => [
        `${i + 1}: ${run.label}`,
        count(step.requests),
        ...measures.map(({ value, text }) => text(value(step))),
      ]),
    );
  return [head, ["---", ...head.slice(1).map(() => "--:")], ...rows].map(line).join("");
}
