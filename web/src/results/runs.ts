import type { StepResult } from "../session/api.ts";
import { Emitter } from "../session/emitter.ts";
import type { Loaded, Session } from "../session/session.ts";
import { continues, isRun, lastOf, type Run } from "./run.ts";

/** More runs are not kept: the oldest is forgotten. */
export const mostRuns = 20;

const key = "sluice.results";

/**
 * The results of load tests in this tab: those of the run that goes on, as its
 * steps end, and of runs before it. They outlive a reload of the page, where
 * the browser allows it.
 */
export class Runs {
  readonly events = new Emitter<{ change: undefined }>();
  readonly #session: Session;
  #all: readonly Run[] = readRuns();
  /** The present run, as it is kept once one of its steps is over. */
  #present: Omit<Run, "steps"> | undefined;
  #over = 0;
  /** The last step of the present run that somebody wants to forget. */
  #forgotten = 0;

  constructor(session: Session) {
    this.#session = session;
    session.events.on("load", () => {
      this.#present = undefined;
      this.#over = 0;
      this.#forgotten = 0;
      this.events.emit("change", undefined);
    });
    session.events.on("leave", () => this.note());
    session.events.on("frame", ({ stepsOver }) => {
      if (stepsOver === this.#over) return;
      this.#over = stepsOver;
      this.note();
    });
  }

  /** All runs of which a step is over, the newest first. */
  get all(): readonly Run[] {
    return this.#all;
  }

  /** Whether this is the run that goes on. */
  isPresent({ id }: Run): boolean {
    return id === this.#present?.id;
  }

  forget(id: string): void {
    this.#keepOnly((run) => run.id !== id);
  }

  forgetAll(): void {
    this.#keepOnly(() => false);
  }

  #keepOnly(stays: (run: Run) => boolean): void {
    const present = this.#all.find((run) => this.isPresent(run));
    if (present && !stays(present)) this.#forgotten = lastOf(present.steps);
    this.#keep(this.#all.filter(stays));
  }

  /** Keeps what the present run has come to. What it was before its playhead went back is kept already. */
  note(results: readonly StepResult[] = this.#session.core.results()): void {
    const { loaded, core } = this.#session;
    const steps = results.filter(({ over }) => over);
    if (!loaded || steps.length === 0 || !core.atEnd()) return;
    const known = this.#all.find((run) => this.isPresent(run));
    if (!known && lastOf(steps) <= this.#forgotten) return;
    const goesOn = known && continues(steps, known);
    if (goesOn && lastOf(known.steps) === lastOf(steps)) return;
    const same = goesOn ? known : this.#twin(loaded, steps);
    this.#present = same ?? (known ? undefined : this.#present) ?? newRun(loaded);
    const run = { ...this.#present, steps: steps.map((step) => timed(step, same)) };
    this.#keep([run, ...this.#all.filter(({ id }) => id !== run.id)]);
  }

  /** A run that is kept and was opened again, as a recording. */
  #twin({ id, variant }: Loaded, steps: Run["steps"]): Run | undefined {
    if (steps.every(({ wallMs }) => wallMs !== null)) return undefined;
    return this.#all.find((run) => run.scene === id && run.variant === variant && continues(steps, run));
  }

  #keep(runs: readonly Run[]): void {
    this.#all = runs.slice(0, mostRuns);
    writeRuns(this.#all);
    this.events.emit("change", undefined);
  }
}

/** A step's result with what was measured of it before, unless it is now. */
function timed(step: StepResult, before: Run | undefined): StepResult {
  const known = before?.steps.find(({ number }) => number === step.number);
  const { wallMs, memoryBytes } = step.wallMs === null && known ? known : step;
  return { ...step, wallMs, memoryBytes };
}

function newRun({ id: scene, variant, seed, ...loaded }: Loaded): Omit<Run, "steps"> {
  const i = loaded.scene?.variants.indexOf(variant) ?? -1;
  const began = Date.now();
  const id = `${began.toString(36)}-${Math.random().toString(36).slice(2)}`;
  return { id, began, scene, variant, seed, label: loaded.scene?.variantLabels[i] ?? variant };
}

/** The runs that this tab has kept, without what is no run. */
function readRuns(): readonly Run[] {
  try {
    const runs: unknown = JSON.parse(sessionStorage.getItem(key) ?? "[]");
    return Array.isArray(runs) ? runs.filter(isRun).slice(0, mostRuns) : [];
  } catch {
    return []; // damaged, or storage is not allowed
  }
}

/** Where there is no room for all, the oldest are not stored; where storage is not allowed they last as long as the page. */
function writeRuns(runs: readonly Run[]): void {
  for (let n = runs.length; n >= 0; n--) {
    try {
      sessionStorage.setItem(key, JSON.stringify(runs.slice(0, n)));
      return;
    } catch {
      // Try with one less.
    }
  }
}
