import uPlot from "uplot";
import { brief } from "../format.ts";

/** One line of a chart; its class names it in the style sheet. */
export interface Line {
  readonly name: string;
  /** A token of the style sheet. */
  readonly colour: string;
  readonly dash?: readonly number[];
  readonly filled?: boolean;
}

/** A chart over virtual time, in seconds. */
export interface Chart {
  /** Shows lines at moments from 0 to until; the values of each line, of which NaN are gaps. */
  show(moments: readonly number[], lines: readonly (readonly number[])[], until: number): void;
}

/** Room for the numbers beside a chart and below it, in pixels. */
const axisWidth = 38;
const axisHeight = 22;

/** Puts a chart into host, which it fills; a click calls go with the moment. */
export function createChart(
  host: HTMLElement,
  lines: readonly Line[],
  { top, dated, go }: { top: number | undefined; dated: boolean; go: (seconds: number) => void },
): Chart {
  const colour = (name: string) => getComputedStyle(host).getPropertyValue(name);
  const axis = {
    stroke: () => colour("--muted"),
    grid: { stroke: () => colour("--line"), width: 1 },
    ticks: { show: false },
    font: `11px ${colour("--sans")}`,
  };
  let end = 1;
  const chart = new uPlot(
    {
      width: host.clientWidth,
      height: host.clientHeight,
      padding: [6, 10, dated ? 0 : 4, 0],
      legend: { show: false },
      cursor: { drag: { x: false, y: false }, y: false, points: { show: false }, sync: { key: "metrics" } },
      scales: {
        x: { time: false, range: () => [0, end] },
        y: { range: (_, __, most) => [0, top ?? Math.max(1, most * 1.05)] },
      },
      axes: [
        {
          ...axis,
          size: dated ? axisHeight : 0,
          gap: 4,
          values: (_, ticks) => ticks.map((tick) => (dated ? `${tick} s` : "")),
        },
        { ...axis, size: axisWidth, gap: 6, space: 26, values: (_, ticks) => ticks.map(brief) },
      ],
      series: [
        {},
        ...lines.map(
          (line): uPlot.Series => ({
            stroke: () => colour(line.colour),
            fill: () => (line.filled ? translucent(colour(line.colour)) : "transparent"),
            width: 1.5,
            dash: [...(line.dash ?? [])],
            points: { show: false },
          }),
        ),
      ],
    },
    [[], ...lines.map(() => [])],
    host,
  );
  chart.over.addEventListener("click", (event) => go(chart.posToVal(event.offsetX, "x")));
  new ResizeObserver(() => {
    const { clientWidth: width, clientHeight: height } = host;
    if (width > 0) chart.setSize({ width, height });
  }).observe(host);
  return {
    show(moments, values, until) {
      end = until;
      const gaps = (line: readonly number[]) => line.map((value) => (Number.isNaN(value) ? null : value));
      chart.setData([[...moments], ...values.map(gaps)]);
    },
  };
}

function translucent(colour: string): string {
  return `color-mix(in srgb, ${colour} 18%, transparent)`;
}
