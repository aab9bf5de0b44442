import { el, setAttributes, setText } from "../dom.ts";
import { moment, rate } from "../format.ts";
import type { Figures } from "../session/api.ts";
import { strings } from "../strings.ts";
import type { Chart, Line } from "./chart.ts";

const words = strings.metrics;

/** A line with its name and its number in words. */
export interface Trace extends Line {
  readonly field: keyof Figures;
  readonly name: string;
  readonly tell: (figures: Figures) => string;
}

export interface Plan {
  readonly title: string;
  readonly traces: readonly Trace[];
  /** Where the axis ends, if always at the same value. */
  readonly top?: number;
  /** Whether few values may be so high that the others cannot be told apart on an axis that holds them. */
  readonly bursts?: boolean;
}

/** A chart with its legend, which tells the figures over a window, or where one points. */
export interface Figure {
  readonly element: HTMLElement;
  show(window: Figures, rows: readonly Figures[], until: number): void;
}

/** Makes a figure whose chart is fetched when it is first shown; only a dated one names the moments below it. */
export function createFigure(plan: Plan, dated: boolean, go: (seconds: number) => void): Figure {
  const { title, traces } = plan;
  const host = el("div", { class: dated ? "plot dated" : "plot", role: "img" });
  const note = el("span", { class: "chart-note" });
  const numbers = traces.map(() => el("b", {}, "–"));
  const keys = traces.map(({ name, field }, i) =>
    el("span", {}, el("i", { class: `key key-${field}` }), numbers[i] ?? "", ` ${name}`),
  );
  const heading = el("span", { class: "chart-title" }, el("span", {}, title), note);
  const element = el("figure", {}, el("figcaption", {}, heading, ...keys), host);

  let [window, rows]: [Figures | undefined, readonly Figures[]] = [undefined, []];
  let pointed: number | undefined;
  let beyond = "";
  const legend = () => {
    const row = pointed === undefined ? undefined : rows[pointed];
    const figures = row ?? window;
    if (!figures) return;
    traces.forEach(({ tell }, i) => {
      if (numbers[i]) setText(numbers[i], tell(figures));
    });
    setText(note, row ? words.at(moment(row.fromMs), moment(row.fromMs + row.spanMs)) : beyond);
  };
  const point = (index: number | undefined) => {
    pointed = index;
    legend();
  };
  let chart: Promise<Chart> | undefined;
  return {
    element,
    show(figures, list, until) {
      [window, rows] = [figures, list];
      const lines = traces.map(({ field }) => rows.map((row) => row[field]));
      const most = Math.max(...lines.flat().filter(Number.isFinite), 1);
      const top = plan.top ?? (plan.bursts ? usual(lines, most) : most);
      beyond = top < most ? words.beyond(rate(most)) : "";
      const facts = traces.map(({ name, tell }) => `${tell(figures)} ${name}`).join(", ");
      setAttributes(host, { "aria-label": words.chart(title, facts) });
      legend();
      chart ??= import("./chart.ts").then(
        ({ createChart }) => createChart(host, traces, dated, { go, point }),
        () => missing(host),
      );
      const moments = rows.map(({ fromMs, spanMs }) => (fromMs + spanMs / 2) / 1000);
      void chart.then((chart) => chart.show(moments, lines, until, plan.top ?? 1.06 * top));
    },
  };
}

/** Stands in for a chart that could not be fetched. */
function missing(host: HTMLElement): Chart {
  host.replaceWith(el("p", { class: "problem" }, words.missing));
  return { show: () => undefined };
}

/** The value that one stretch in twenty exceeds, if the highest is far above it; else the highest. */
function usual(lines: readonly (readonly number[])[], most: number): number {
  const highest = (lines[0] ?? []).map((_, i) => Math.max(...lines.map((line) => line[i] ?? 0)));
  const value = highest.sort((a, b) => a - b)[Math.ceil(0.95 * highest.length) - 1] ?? most;
  return value > 0 && most > 2.5 * value ? 1.2 * value : most;
}
