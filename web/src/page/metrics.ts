import { button, el, setText } from "../dom.ts";
import { brief, duration, moment, rate, count as whole } from "../format.ts";
import type { Metrics } from "../session/api.ts";
import type { Session } from "../session/session.ts";
import { strings } from "../strings.ts";
import { createCharts } from "./charts.ts";
import { commandGroup, pollWhileVisible } from "./commands.ts";
import { createSpread, stepNames } from "./spread.ts";
import { table } from "./table.ts";

const words = strings.metrics;

/** The last milliseconds that can be looked at; 0 stands for the whole run. */
const windows = [10_000, 60_000, 0] as const;

/** Rates, levels and latencies over a window that ends at the playhead. */
export function createMetrics(session: Session): HTMLElement {
  let lastMs: number = windows[0];
  const span = el("p", { class: "metrics-span" });
  const charts = createCharts(session);
  const latency = latencyTable();
  const spread = createSpread();
  const law = littlesLaw();
  const show = () => {
    const metrics = session.metrics(lastMs);
    const { fromMs, spanMs, totalMs } = metrics;
    setText(span, words.span(moment(fromMs), moment(fromMs + spanMs), totalMs.count));
    charts.show(metrics);
    latency.show(metrics);
    spread.show(metrics);
    law.show(metrics);
  };
  const choice = windowChoice(lastMs, (chosen) => {
    lastMs = chosen;
    if (session.running) show();
  });
  const panel = el(
    "div",
    { class: "metrics" },
    el("div", { class: "metrics-head" }, commandGroup(session, choice, csvButton(session)), span),
    charts.element,
    el("section", {}, latency.element),
    el("section", {}, el("h2", {}, words.spread), spread.element),
    el("section", {}, el("h2", {}, words.little), law.element, el("p", { class: "fine" }, words.when)),
  );
  pollWhileVisible(session, panel, show);
  return panel;
}

function windowChoice(current: number, choose: (lastMs: number) => void): HTMLElement {
  const options = windows.map((lastMs) => {
    const input = el("input", { type: "radio", name: "window", value: lastMs, checked: lastMs === current });
    input.addEventListener("change", () => choose(lastMs));
    return el("label", {}, input, el("span", {}, words.windows[lastMs] ?? ""));
  });
  return el("div", { class: "seg", role: "radiogroup", "aria-label": words.window }, ...options);
}

function csvButton(session: Session): HTMLElement {
  return button({ class: "btn", "aria-label": words.csvLabel, title: words.csvLabel }, [words.csv], () => {
    const { id = "", seed = 0 } = session.loaded ?? {};
    const href = `data:text/csv;charset=utf-8,${encodeURIComponent(session.core.csv())}`;
    el("a", { href, download: `sluice-${id}-${seed}.csv` }).click();
  });
}

function latencyTable() {
  const { element, show } = table<readonly string[]>(
    words.latency,
    [words.step, "p50", "p95", "p99", words.max, words.jobCount],
    (cells) => cells,
  );
  element.classList.add("figures");
  return {
    element,
    show(metrics: Metrics) {
      show(
        stepNames.map((step) => {
          const { p50, p95, p99, max, count } = metrics[step];
          const times = [p50, p95, p99, max].map((ms) => duration(count > 0 ? ms : Number.NaN));
          return [words.steps[step], ...times, whole(count)];
        }),
      );
    },
  };
}

function littlesLaw() {
  const values = [words.l, words.lambda, words.w, words.product].map((label) => ({
    label,
    value: el("dd"),
  }));
  const element = el(
    "dl",
    { class: "little" },
    ...values.map(({ label, value }) => el("div", {}, el("dt", {}, label), value)),
  );
  return {
    element,
    show({ inFlight, ended, sojournMs }: Metrics) {
      const texts = [brief(inFlight), rate(ended), duration(sojournMs), brief((ended * sojournMs) / 1000)];
      values.forEach(({ value }, i) => {
        setText(value, texts[i] ?? "");
      });
    },
  };
}
