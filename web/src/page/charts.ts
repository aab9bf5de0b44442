import { el } from "../dom.ts";
import { brief, moment, percent, rate } from "../format.ts";
import type { Figures, Metrics, Series } from "../session/api.ts";
import type { Session } from "../session/session.ts";
import { strings } from "../strings.ts";
import { createFigure, type Plan } from "./figure.ts";
import { table } from "./table.ts";

const words = strings.metrics;

/** What is drawn, one chart under the other over the same time. */
const plans: readonly Plan[] = [
  {
    title: words.rates,
    bursts: true,
    traces: [
      {
        field: "throughput",
        name: words.throughput,
        colour: "--done",
        filled: true,
        tell: ({ throughput }) => rate(throughput),
      },
      {
        field: "offered",
        name: words.offered,
        colour: "--text",
        dash: [5, 3],
        tell: ({ offered }) => rate(offered),
      },
      {
        field: "refusals",
        name: words.refusals,
        colour: "--reject",
        dash: [1.5, 2.5],
        tell: ({ refusals, refusedPct }) => `${rate(refusals)} (${percent(refusedPct)})`,
      },
    ],
  },
  {
    title: words.jobs,
    traces: [
      {
        field: "queueMean",
        name: words.queued,
        colour: "--wait",
        filled: true,
        tell: ({ queueMean, queueMax }) => `${brief(queueMean)}, ${words.queueMax} ${brief(queueMax)}`,
      },
      {
        field: "inFlight",
        name: words.inFlight,
        colour: "--flight",
        tell: ({ inFlight }) => brief(inFlight),
      },
    ],
  },
  {
    title: words.utilisation,
    top: 100,
    traces: [
      {
        field: "utilisationPct",
        name: words.busy,
        colour: "--flight",
        filled: true,
        tell: ({ utilisationPct }) => percent(utilisationPct),
      },
    ],
  },
];

/** The charts of a run, with their figures over the window and the playhead. */
export function createCharts(session: Session): { element: HTMLElement; show: (metrics: Metrics) => void } {
  const go = (seconds: number) => session.attempt(() => session.seek(1000 * seconds));
  const figures = plans.map((plan, i) => createFigure(plan, i === plans.length - 1, go));
  const list = seriesTable();
  const element = el("div", { class: "charts" }, ...figures.map(({ element }) => element), list.element);
  let untilMs = 1;
  session.events.on("frame", ({ nowMs, playheadMs }) => {
    element.style.setProperty("--at", String(Math.min(playheadMs / untilMs, 1)));
    element.classList.toggle("behind", playheadMs < nowMs);
  });
  return {
    element,
    show(metrics) {
      const rows = rowsOf(metrics.series);
      const last = rows.at(-1);
      untilMs = Math.max(last ? last.fromMs + last.spanMs : 0, 1);
      list.show(rows);
      // What a short stretch tells of a rate is chance.
      const drawn = rows.filter(({ spanMs }) => rows.length < 2 || spanMs > metrics.series.widthMs / 2);
      for (const figure of figures) figure.show(metrics, drawn, untilMs / 1000);
    },
  };
}

function rowsOf({ fields, rows }: Series): Figures[] {
  const list: Figures[] = [];
  for (let i = 0; i < rows.length; i += fields.length) {
    const numbers = fields.map((field, k) => [field, rows[i + k] ?? Number.NaN]);
    list.push(Object.fromEntries(numbers) as Record<keyof Figures, number>);
  }
  return list;
}

/** What the charts show, for who cannot see them. */
function seriesTable() {
  const { element, show } = table<Figures>(
    words.series,
    [words.from, words.offered, words.throughput, words.refusals, words.queued, words.inFlight, words.busy],
    ({ fromMs, offered, throughput, refusals, queueMean, inFlight, utilisationPct }) => [
      moment(fromMs),
      ...[offered, throughput, refusals].map(rate),
      ...[queueMean, inFlight].map(brief),
      percent(utilisationPct),
    ],
  );
  element.classList.add("figures");
  const scroll = el(
    "div",
    { class: "series", tabindex: 0, role: "region", "aria-label": words.series },
    element,
  );
  const details = el("details", { class: "notes" }, el("summary", {}, words.series), scroll);
  return { element: details, show: (rows: readonly Figures[]) => details.open && show(rows) };
}
