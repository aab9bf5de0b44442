import { el, setAttributes } from "../dom.ts";
import { duration } from "../format.ts";
import type { Durations, Metrics } from "../session/api.ts";
import { strings } from "../strings.ts";

const { steps, bars: half, under } = strings.metrics;

/** What a job's time goes into, and all of it. */
export const stepNames = ["waitMs", "serviceMs", "totalMs"] as const;

/** The end of the first bar in milliseconds; from there on there are two bars to each doubling. */
const firstBar = 2 ** 20 / 1e6;

/** The moments that the axis names, in milliseconds. */
const decades = [10, 100, 1e3, 1e4, 1e5, 1e6, 1e7];

/** How a job's times are spread, as bars over one axis. */
export function createSpread(): { element: HTMLElement; show: (metrics: Metrics) => void } {
  const rows = stepNames.map((step) => ({ step, ...createBars(steps[step]) }));
  const axis = el("div", { class: "spread-axis", "aria-hidden": "true" });
  let shown = 0;
  const show = (metrics: Metrics) => {
    const width = Math.max(...stepNames.map((step) => metrics[step].bars.length), 8);
    for (const { step, draw } of rows) draw(metrics[step], width);
    if (width !== shown) axis.replaceChildren(...ticks(width));
    shown = width;
  };
  return { element: el("div", { class: "spread" }, ...rows.map(({ element }) => element), axis), show };
}

function createBars(label: string) {
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  setAttributes(svg, { preserveAspectRatio: "none", role: "img" });
  svg.append(path);
  return {
    element: el("div", { class: "spread-row" }, el("span", {}, label), svg),
    draw({ bars, count, p50 }: Durations, width: number) {
      const most = Math.max(...bars, 1);
      const bar = (n: number, i: number) =>
        n > 0 ? `M${i + 0.08} 1V${1 - Math.max(n / most, 0.04)}h.84V1z` : "";
      path.setAttribute("d", bars.map(bar).join(""));
      setAttributes(svg, {
        viewBox: `0 0 ${width} 1`,
        "aria-label": half(label, count > 0 ? duration(p50) : ""),
      });
    },
  };
}

function ticks(width: number): HTMLElement[] {
  const named = decades.filter((ms) => place(ms) < width - 1);
  return [tick(under(short(1)), 0), ...named.map((ms) => tick(short(ms), place(ms) / width))];
}

function short(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${ms / 1000} s`;
}

function tick(text: string, part: number): HTMLElement {
  const element = el("span", {}, text);
  element.style.left = `${100 * part}%`;
  return element;
}

/** Where a duration is on the axis, counted in bars. */
function place(ms: number): number {
  const doublings = Math.floor(Math.log2(ms / firstBar));
  return 1 + 2 * doublings + 2 * (ms / firstBar / 2 ** doublings - 1);
}
