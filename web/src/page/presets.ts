import type { Beside, LoadOptions } from "../session/api.ts";
import { strings } from "../strings.ts";

/** Scenes that are worth seeing side by side. */
export interface Preset {
  readonly label: string;
  readonly scene: string;
  readonly options: LoadOptions;
  readonly beside: readonly Beside[];
}

const labels = strings.compare.presets;

export const presets: readonly Preset[] = [
  {
    label: labels.buckets,
    scene: "token-bucket",
    options: { variant: "counter", knobs: { rate: 4, capacity: 12 } },
    beside: [{ scene: "leaky-bucket", variant: "queue", knobs: { arrival: 4 } }],
  },
  {
    label: labels.policies,
    scene: "backpressure",
    options: { variant: "block" },
    beside: [{ scene: "backpressure", variant: "drop-newest" }],
  },
  {
    label: labels.backoff,
    scene: "herd",
    options: { variant: "immediate" },
    beside: [
      { scene: "herd", variant: "exponential" },
      { scene: "herd", variant: "full" },
    ],
  },
  {
    label: labels.workers,
    scene: "composite",
    options: { knobs: { workers: 1 } },
    beside: [{ scene: "composite", knobs: { workers: 8 } }],
  },
];
