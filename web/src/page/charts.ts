import { el, setAttributes, setText } from "../dom.ts";
import { brief, moment, percent, rate } from "../format.ts";
import { type Metrics, type Series, seriesFields } from "../session/api.ts";
import type { Session } from "../session/session.ts";
import { strings } from "../strings.ts";
import type { Chart, Line } from "./chart.ts";
import { table } from "./table.ts";

const words = strings.metrics;
type Field = (typeof seriesFields)[number];

interface Trace extends Line {
  readonly field: Field;
  /** What it is over the window, in words. */
  readonly value: (metrics: Metrics) => string;
}

/** What is drawn, one chart under the other over the same time. */
const plan: readonly { title: string; top?: number; traces: readonly Trace[] }[] = [
  {
    title: words.rates,
    traces: [
      {
        field: "throughput",
        name: words.throughput,
        colour: "--done",
        filled: true,
        value: ({ throughput }) => rate(throughput),
      },
      {
        field: "offered",
        name: words.offered,
        colour: "--text",
        dash: [5, 3],
        value: ({ offered }) => rate(offered),
      },
      {
        field: "refusals",
        name: words.refusals,
        colour: "--reject",
        dash: [1.5, 2.5],
        value: ({ refusals, refusedPct }) => `${rate(refusals)} (${percent(refusedPct)})`,
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
        value: ({ queueMean, queueMax }) => `${brief(queueMean)}, ${words.queueMax} ${brief(queueMax)}`,
      },
      {
        field: "inFlight",
        name: words.inFlight,
        colour: "--flight",
        value: ({ little }) => brief(little.l),
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
        value: ({ utilisationPct }) => percent(utilisationPct),
      },
    ],
  },
];

/** The charts of a run, with their figures over the window; what draws them is fetched when they are first shown. */
export function createCharts(session: Session): { element: HTMLElement; show: (metrics: Metrics) => void } {
  const figures = plan.map(({ title, top, traces }, i) => {
    const dated = i === plan.length - 1;
    const host = el("div", { class: dated ? "plot dated" : "plot", role: "img" });
    const values = traces.map(() => el("b", {}, "–"));
    const legend = traces.map(({ name, field }, k) =>
      el("span", {}, el("i", { class: `key key-${field}` }), values[k] ?? "", ` ${name}`),
    );
    const element = el(
      "figure",
      {},
      el("figcaption", {}, el("span", { class: "chart-title" }, title), ...legend),
      host,
    );
    const tell = (metrics: Metrics) => {
      traces.forEach(({ value }, k) => {
        const cell = values[k];
        if (cell) setText(cell, value(metrics));
      });
      const facts = traces.map((trace) => `${trace.value(metrics)} ${trace.name}`).join(", ");
      setAttributes(host, { "aria-label": words.chart(title, facts) });
    };
    return { element, host, tell, top, traces, dated };
  });
  const go = (seconds: number) => session.attempt(() => session.seek(Math.max(1000 * seconds, 0)));
  let drawn: Promise<readonly Chart[]> | undefined;
  const start = async () => {
    const { createChart } = await import("./chart.ts");
    return figures.map(({ host, traces, top, dated }) => createChart(host, traces, { top, dated, go }));
  };
  const series = seriesTable();
  const element = el("div", { class: "charts" }, ...figures.map(({ element }) => element), series.element);
  let end = 1;
  session.events.on("frame", ({ nowMs, playheadMs }) => {
    const part = Math.min(playheadMs / Math.max(1000 * end, 1), 1);
    element.style.setProperty("--at", String(part));
    element.classList.toggle("behind", playheadMs < nowMs);
  });
  return {
    element,
    show(metrics) {
      const rows = rowsOf(metrics.series);
      end = 0.001 * Math.max(metrics.untilMs, ...rows.map(({ fromMs, spanMs }) => fromMs + spanMs));
      for (const { tell } of figures) tell(metrics);
      series.show(rows);
      drawn ??= start();
      drawn.then((charts) => {
        const whole = rows.filter(({ spanMs }) => rows.length < 2 || spanMs > metrics.series.widthMs / 2);
        const moments = whole.map(({ fromMs, spanMs }) => (fromMs + spanMs / 2) / 1000);
        charts.forEach((chart, i) => {
          const lines = (plan[i]?.traces ?? []).map(({ field }) => whole.map((row) => row[field]));
          chart.show(moments, lines, end);
        });
      });
    },
  };
}

type Row = Readonly<Record<Field, number>>;

function rowsOf({ rows }: Series): Row[] {
  const list: Row[] = [];
  for (let i = 0; i < rows.length; i += seriesFields.length) {
    list.push(Object.fromEntries(seriesFields.map((field, k) => [field, rows[i + k] ?? Number.NaN])) as Row);
  }
  return list;
}

/** What the charts show, for who cannot see them. */
function seriesTable() {
  const { element, show } = table<Row>(
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
  const details = el("details", { class: "notes" }, el("summary", {}, words.series), element);
  return { element: details, show: (rows: readonly Row[]) => details.open && show(rows) };
}
