import type { StepResult } from "../session/api.ts";

/** The steps of a load test that are over, of one run. */
export interface Run {
  readonly id: string;
  /** When its first step was over, in milliseconds since 1970. */
  readonly began: number;
  readonly scene: string;
  readonly variant: string;
  /** The variant's name as the page shows it. */
  readonly label: string;
  readonly seed: number;
  readonly steps: readonly StepResult[];
}

/** Whether an unknown value, such as one of a store that anybody can write to, is a run. */
export function isRun(value: unknown): value is Run {
  return (
    has(value, {
      ...{ id: "string", began: "number", scene: "string" },
      ...{ variant: "string", label: "string", seed: "number" },
    }) &&
    Array.isArray(value.steps) &&
    value.steps.length > 0 &&
    value.steps.every(isStep)
  );
}

function isStep(value: unknown): value is StepResult {
  return (
    has(value, stepFields) &&
    has(value.latencyMs, { p50: "number", p95: "number", p99: "number", max: "number", count: "number" }) &&
    isRecord(value.refused, ["number"]) &&
    isRecord(value.knobs, ["number", "string"]) &&
    [value.wallMs, value.memoryBytes].every((of) => of === null || typeof of === "number")
  );
}

/** What is a number in every step. */
const facts = [
  ...(["number", "requests", "fromMs", "virtualMs", "offered", "completed", "rejected", "failed"] as const),
  ...(["cancelled", "inFlight", "retries", "throughput", "events", "logBytes"] as const),
];

const stepFields = {
  over: "boolean",
  ...Object.fromEntries(facts.map((name) => [name, "number"])),
};

/** Whether a value is an object with fields of these types. */
function has(value: unknown, fields: Readonly<Record<string, string>>): value is Record<string, unknown> {
  return isObject(value) && Object.entries(fields).every(([name, type]) => typeof value[name] === type);
}

function isRecord(value: unknown, types: readonly string[]): boolean {
  return isObject(value) && Object.values(value).every((of) => types.includes(typeof of));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** Whether the steps of a run are those of another one as far as that came. Of a long run the first ones may be missing. */
export function continues(steps: Run["steps"], earlier: Run): boolean {
  const known = earlier.steps.filter(({ number }) => number >= (steps[0]?.number ?? 1));
  return known.every((step, i) => {
    const other = steps[i];
    return other !== undefined && facts.every((name) => step[name] === other[name]);
  });
}

/** The number of the last step; 0 if there is none. */
export function lastOf(steps: Run["steps"]): number {
  return steps.at(-1)?.number ?? 0;
}
