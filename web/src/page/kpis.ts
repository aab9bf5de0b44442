import { el, setText } from "../dom.ts";
import { duration, percent, rate } from "../format.ts";
import type { Frame } from "../session/core.ts";
import type { Session } from "../session/session.ts";
import { strings } from "../strings.ts";
import { onPaint } from "./commands.ts";

const figures: readonly (readonly [label: string, value: (frame: Readonly<Frame>) => string])[] = [
  [strings.kpi.throughput, (frame) => rate(frame.throughput)],
  [strings.kpi.p50, (frame) => duration(frame.completed ? frame.p50 : Number.NaN)],
  [strings.kpi.p99, (frame) => duration(frame.completed ? frame.p99 : Number.NaN)],
  [strings.kpi.refused, (frame) => percent(frame.refusedPct)],
];

/** The four numbers that sum a run up. */
export function createKpis(session: Session): HTMLElement {
  const values = figures.map(() => el("dd", {}, "–"));
  onPaint(session, (frame) => {
    figures.forEach(([, value], i) => {
      const cell = values[i];
      if (cell) setText(cell, value(frame));
    });
  });
  const cells = figures.map(([label], i) => el("div", {}, el("dt", {}, label), values[i] ?? ""));
  return el("dl", { class: "kpis", "aria-label": strings.kpi.label }, ...cells);
}
