import type { Taken } from "../test/measure.ts";

/** What a page took at a moment. */
export interface Sample extends Taken {
  readonly seconds: number;
  readonly acts: number;
}

/**
 * How much each measure may grow over the second half of the samples, by the
 * line that fits them best: a part of its mean. Memory that WebAssembly has
 * once had it keeps, so that its greatest run yet shows there.
 */
const bounds: Readonly<Record<keyof Taken, number>> = {
  heapBytes: 0.15,
  totalBytes: 0.25,
  goroutines: 0.1,
  listeners: 0.1,
  nodes: 0.1,
  jsHeapBytes: 0.1,
};

/** By how much the best line through the points rises from the first to the last one. */
function rise(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (i: 0 | 1) => points.reduce((sum, point) => sum + point[i], 0) / points.length;
  const [mx, my] = [mean(0), mean(1)];
  const slope =
    points.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0) /
    points.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
  return slope * ((points.at(-1)?.[0] ?? 0) - (points[0]?.[0] ?? 0));
}

/** For each measure: how much it grew over the second half, what it may, and whether it is flat. */
export function verdict(
  samples: readonly Sample[],
): { measure: string; grew: number; bound: number; flat: boolean }[] {
  const half = samples.slice(Math.floor(samples.length / 2));
  return (Object.keys(bounds) as (keyof Taken)[]).map((measure) => {
    const mean = half.reduce((sum, sample) => sum + sample[measure], 0) / half.length;
    const grew = rise(half.map((sample) => [sample.seconds, sample[measure]])) / mean;
    return { measure, grew, bound: bounds[measure], flat: grew <= bounds[measure] };
  });
}

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);

/** The samples as a table. */
export function table(samples: readonly Sample[]): string {
  const rows = samples.map((s) => [
    `${Math.round(s.seconds)} s`,
    s.acts,
    ...[s.heapBytes, s.totalBytes, s.jsHeapBytes].map(megabytes),
    ...[s.goroutines, s.listeners, s.nodes],
  ]);
  const head = ["time", "acts", "Go heap MB", "Go all MB", "JS heap MB", "goroutines", "listeners", "nodes"];
  return [head, ...rows].map((row) => row.map((cell) => String(cell).padStart(11)).join("")).join("\n");
}
