import uPlot from "uplot";
import { brief } from "../format.ts";

/** One line of a chart. */
export interface Line {
  /** A token of the style sheet. */
  readonly colour: string;
  readonly dash?: readonly number[];
  readonly filled?: boolean;
}

/** A chart over virtual time in seconds. */
export interface Chart {
  /** Shows a value of each line at every moment, NaN as a gap, on axes from 0 to until and to top. */
  show(moments: readonly number[], lines: readonly (readonly number[])[], until: number, top: number): void;
}

/** Room for the numbers beside a chart and below it, in pixels. */
const axisWidth = 38;
const axisHeight = 22;

/** Puts a chart into host, which it fills. A click goes to a moment, and points at that with an index. */
export function createChart(
  host: HTMLElement,
  lines: readonly Line[],
  dated: boolean,
  { go, point }: { go: (seconds: number) => void; point: (index: number | undefined) => void },
): Chart {
  const colour = (name: string) => getComputedStyle(host).getPropertyValue(name);
  const axis: uPlot.Axis = {
    stroke: () => colour("--muted"),
    grid: { stroke: () => colour("--line"), width: 1 },
    ticks: { show: false },
    font: `11px ${colour("--sans")}`,
  };
  const ends = { until: 1, top: 1 };
  const options: uPlot.Options = {
    width: host.clientWidth,
    height: host.clientHeight,
    padding: [6, 16, dated ? 0 : 4, 0],
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, y: false, points: { show: false }, sync: { key: "metrics" } },
    scales: { x: { time: false, range: () => [0, ends.until] }, y: { range: () => [0, ends.top] } },
    axes: [
      {
        ...axis,
        size: dated ? axisHeight : 0,
        gap: 4,
        values: (_, ticks) => ticks.map((tick) => (dated ? `${brief(tick)} s` : "")),
      },
      { ...axis, size: axisWidth, gap: 6, space: 24, values: (_, ticks) => ticks.map(brief) },
    ],
    series: [{}, ...lines.map((line) => series(line, colour))],
    hooks: { setCursor: [({ cursor }) => point(cursor.idx ?? undefined)] },
  };
  const chart = new uPlot(options, [[], ...lines.map(() => [])], host);
  chart.over.addEventListener("click", ({ offsetX }) =>
    go(Math.min(Math.max(chart.posToVal(offsetX, "x"), 0), ends.until)),
  );
  new ResizeObserver(() => {
    const { clientWidth: width, clientHeight: height } = host;
    if (width > 0) chart.setSize({ width, height });
  }).observe(host);
  return {
    show(moments, values, until, top) {
      Object.assign(ends, { until, top });
      const gaps = (line: readonly number[]) => line.map((value) => (Number.isNaN(value) ? null : value));
      chart.setData([[...moments], ...values.map(gaps)]);
    },
  };
}

/** The colours are asked for at each drawing, since the theme may have changed. */
function series({ colour, dash, filled }: Line, computed: (name: string) => string): uPlot.Series {
  return {
    stroke: () => computed(colour),
    fill: () => (filled ? `color-mix(in srgb, ${computed(colour)} 18%, transparent)` : "transparent"),
    width: 1.5,
    dash: [...(dash ?? [])],
    points: { show: false },
  };
}
