import { count, duration, fileSize, rate } from "../format.ts";
import type { StepResult } from "../session/api.ts";
import { strings } from "../strings.ts";

const words = strings.results.measures;

/** One number of a step's result. */
export interface Measure {
  /** Its name in files, with the unit. */
  readonly id: string;
  readonly label: string;
  /** NaN when it is not known. */
  readonly value: (of: StepResult) => number;
  readonly text: (value: number) => string;
  /** Which of two values is the better one, if either is. */
  readonly better?: "more" | "less";
}

const latency = (name: "p50" | "p95" | "p99" | "max"): Measure => ({
  id: `${name}_ms`,
  label: words[name],
  value: ({ latencyMs }) => (latencyMs.count > 0 ? latencyMs[name] : Number.NaN),
  text: duration,
  better: "less",
});

const refusals = (reason: string): Measure => ({
  id: `refused_${reason.replaceAll(" ", "_")}`,
  label: words.refused(reason),
  value: ({ refused }) => refused[reason] ?? 0,
  text: count,
  better: "less",
});

const first: readonly Measure[] = [
  {
    id: "throughput_per_s",
    label: words.throughput,
    value: (of) => of.throughput,
    text: rate,
    better: "more",
  },
  latency("p50"),
  latency("p95"),
  latency("p99"),
  latency("max"),
  { id: "completed", label: words.completed, value: (of) => of.completed, text: count, better: "more" },
];

const last: readonly Measure[] = [
  { id: "failed", label: words.failed, value: (of) => of.failed, text: count, better: "less" },
  { id: "retries", label: words.retries, value: (of) => of.retries, text: count, better: "less" },
  { id: "virtual_ms", label: words.virtual, value: (of) => of.virtualMs, text: duration },
  {
    id: "wall_ms",
    label: words.wall,
    value: (of) => of.wallMs ?? Number.NaN,
    text: measured((ms) => (ms < 1 ? words.instant : duration(ms))),
    better: "less",
  },
  { id: "events", label: words.events, value: (of) => of.events, text: count },
  { id: "log_bytes", label: words.log, value: (of) => of.logBytes, text: fileSize },
  {
    id: "memory_bytes",
    label: words.memory,
    value: (of) => of.memoryBytes ?? Number.NaN,
    text: measured(fileSize),
  },
];

/** What there is to say of some steps: each reason of a refusal that one of them has is a measure. */
export function measuresOf(steps: readonly StepResult[]): readonly Measure[] {
  const reasons = new Set(steps.flatMap(({ refused }) => Object.keys(refused)));
  return [...first, ...[...reasons].sort().map(refusals), ...last];
}

function measured(text: (value: number) => string): (value: number) => string {
  return (value) => (Number.isNaN(value) ? words.unknown : text(value));
}
