import { strings } from "../strings.ts";
import type { ThemeChoice } from "../theme.ts";
import type { Beside, Knob, KnobValue, LoadOptions, Metrics, Scene, SluiceEvents, Told } from "./api.ts";
import { turnedAlone, turnedInAll } from "./beside.ts";
import type { Core, CoreScene, Frame, HostEvents, Refusal } from "./core.ts";
import { Emitter } from "./emitter.ts";
import { fastForward } from "./fastforward.ts";

/** What is loaded, enough to load it again. */
export interface Loaded {
  readonly scene: Scene | undefined;
  readonly id: string;
  readonly variant: string;
  readonly seed: number;
  /** Every knob of the scene at its present value. */
  readonly knobs: Readonly<Record<string, KnobValue>>;
}

export interface SessionEvents extends SluiceEvents {
  /** The Go program is there and takes commands. */
  attach: Core;
  /** The Go program is gone; commands throw until the next attach. */
  detach: undefined;
  /** The first frame of the first scene is drawn. */
  ready: undefined;
  /** A frame was drawn; the object is reused for the next one. */
  frame: Readonly<Frame>;
  /** A scene was loaded from virtual time 0. */
  load: Loaded;
  /** A knob was turned. */
  knob: { readonly id: string; readonly value: KnobValue };
  /** A knob of one of several scenes was turned: these stand beside the loaded one. */
  beside: readonly Beside[];
  theme: ThemeChoice;
  /** A sentence that the person at the page should read. */
  notice: string;
}

/** Why the clock stands still though the scene plays. */
export type Hold = "tab" | "dialog";

/**
 * The one link between a Go program and the pages around it: it passes commands
 * down, events up, and remembers what is loaded. It outlives the program, so that
 * a page keeps its listeners when the canvas is reloaded.
 */
export class Session {
  readonly events = new Emitter<SessionEvents>();
  #core: Core | undefined;
  #loaded: Loaded | undefined;
  #beside: readonly Beside[] = [];
  #frame: Partial<Frame> = {};
  #ready = Promise.withResolvers<void>();
  #readySeen = false;
  #theme: ThemeChoice = "system";
  readonly #holds = new Set<Hold>();
  /** Counts the commands that a fast-forward must give way to. */
  #commands = 0;

  /** The Go program; throws while there is none. */
  get core(): Core {
    if (!this.#core) throw new Error(strings.api.notRunning);
    return this.#core;
  }

  get running(): boolean {
    return this.#core !== undefined;
  }

  get loaded(): Loaded | undefined {
    return this.#loaded;
  }

  /** The scenes that stand beside the loaded one. */
  get beside(): readonly Beside[] {
    return this.#beside;
  }

  get ready(): Promise<void> {
    return this.#ready.promise;
  }

  scenes(): Scene[] {
    return this.core.scenes().map(publicScene);
  }

  attach(core: Core): void {
    this.#core = core;
    this.#frame = {};
    core.hidden(this.#holds.size > 0);
    this.events.emit("attach", core);
  }

  detach(): void {
    if (!this.#core) return;
    this.#core = undefined;
    this.#commands++;
    if (this.#readySeen) {
      this.#readySeen = false;
      this.#ready = Promise.withResolvers<void>();
    }
    this.events.emit("detach", undefined);
  }

  /** Takes an event of the Go program. */
  receive<Name extends keyof HostEvents>(name: Name, detail: HostEvents[Name]): void {
    if (name === "ready") {
      this.#readySeen = true;
      this.#ready.resolve();
      this.events.emit("ready", undefined);
    } else {
      this.events.emit(name as keyof SluiceEvents, detail as never);
    }
  }

  /** Takes the numbers of a drawn frame. */
  receiveFrame(values: Float64Array): void {
    this.core.frameFields.forEach((field, i) => {
      this.#frame[field] = values[i] ?? Number.NaN;
    });
    const frame = this.#frame as Frame;
    if (frame.playing && frame.playheadMs < frame.nowMs) this.#follow();
    this.events.emit("frame", frame);
  }

  load(id: string, options: LoadOptions = {}): void {
    this.#commands++;
    accept(this.core.load(id, options));
    const beside = id === this.#loaded?.id ? this.#beside : [];
    this.#beside = [];
    try {
      for (const other of beside) {
        const knobs = other.scene === id ? { ...options.knobs, ...other.knobs } : other.knobs;
        accept(this.core.beside(other.scene, { variant: other.variant, knobs }));
        this.#beside = [...this.#beside, other];
      }
    } finally {
      this.#announce();
    }
  }

  compare(beside: readonly Beside[]): void {
    if (!this.#loaded) throw new Error(strings.api.notRunning);
    this.#beside = beside;
    this.reset();
  }

  /** Tells what the program has loaded. */
  #announce(): void {
    const loaded = this.core.loaded();
    const scene = this.scenes().find((scene) => scene.id === loaded.id);
    this.#loaded = { ...loaded, scene };
    this.events.emit("load", this.#loaded);
  }

  /** Tells of the knobs that stand otherwise at the playhead. */
  #follow(): void {
    const loaded = this.#loaded;
    if (!loaded) return;
    const { knobs } = this.core.loaded();
    this.#loaded = { ...loaded, knobs };
    for (const [id, value] of Object.entries(knobs)) {
      if (value !== loaded.knobs[id]) this.events.emit("knob", { id, value });
    }
  }

  /** Loads what is loaded again, from virtual time 0 with the same seed and knobs. */
  reset(): void {
    if (!this.#loaded) throw new Error(strings.api.notRunning);
    const { id, variant, seed, knobs } = this.#loaded;
    this.load(id, { variant, seed, knobs });
  }

  metrics(lastMs = 0): Metrics {
    if (!(lastMs >= 0)) throw new RangeError(strings.api.badWindow(lastMs));
    return this.core.metrics(lastMs);
  }

  inject(n: number, source = ""): number {
    accept(this.core.inject(n, source));
    return n;
  }

  act(id: string): void {
    accept(this.core.act(id));
  }

  /** Turns a knob in all scenes that have it, or in scene i of those that stand side by side. */
  set(id: string, value: KnobValue, i?: number): void {
    accept(i === undefined ? this.core.set(id, value) : this.core.setIn(i, id, value));
    if (this.#loaded) {
      this.#beside =
        i === undefined
          ? turnedInAll(this.#beside, id, value)
          : turnedAlone(this.#loaded, this.#beside, i, id, value);
    }
    if (this.#loaded && !i) {
      this.#loaded = { ...this.#loaded, knobs: { ...this.#loaded.knobs, [id]: value } };
    }
    if (!i) this.events.emit("knob", { id, value });
    if (this.#beside.length > 0) this.events.emit("beside", this.#beside);
  }

  play(): void {
    this.#commands++;
    this.core.play();
  }

  pause(): void {
    this.#commands++;
    this.core.pause();
  }

  speed(factor: number): void {
    accept(this.core.speed(factor));
  }

  step(n: number): void {
    this.#commands++;
    accept(this.core.step(n));
    if (n < 0) this.#follow();
  }

  seek(ms: number): void {
    this.#commands++;
    accept(this.core.seek(ms));
    this.#follow();
  }

  /** Pauses right after an event that was told, with several scenes side by side at its moment. */
  goTo({ seq, atMs }: Told): void {
    this.pause();
    if (this.#beside.length > 0) this.seek(atMs);
    else this.step(seq - this.core.stats().events);
  }

  mark(forward: boolean): void {
    this.#commands++;
    accept(this.core.mark(forward));
    this.#follow();
  }

  branch(i: number): void {
    this.#commands++;
    accept(this.core.branch(i));
    this.#follow();
  }

  import(log: Uint8Array): void {
    this.#commands++;
    accept(this.core.importLog(log));
    this.#beside = [];
    this.#announce();
  }

  async run(ms: number): Promise<void> {
    if (!(Number.isFinite(ms) && ms >= 0)) throw new RangeError(strings.api.badRun(ms));
    const command = ++this.#commands;
    const core = this.core;
    core.pause();
    await fastForward(core, ms, () => {
      if (command !== this.#commands) throw new Error(strings.api.interrupted);
    });
    core.pause();
  }

  /** Does what a person at the page asked for; a refusal becomes a notice. */
  attempt(command: () => void): void {
    try {
      command();
    } catch (error) {
      this.events.emit("notice", (error as Error).message);
    }
  }

  get theme(): ThemeChoice {
    return this.#theme;
  }

  set theme(choice: ThemeChoice) {
    this.#theme = choice;
    this.events.emit("theme", choice);
  }

  /** Stops the clock, or lets it go on when nothing else holds it. */
  hold(reason: Hold, on: boolean): void {
    if (on) this.#holds.add(reason);
    else this.#holds.delete(reason);
    this.#core?.hidden(this.#holds.size > 0);
  }
}

/** Turns a refusal of the Go program into an exception. */
function accept(refusal: Refusal): void {
  if (refusal) throw new Error(refusal);
}

function publicScene(scene: CoreScene): Scene {
  return {
    id: scene.id,
    group: scene.group,
    title: scene.title,
    summary: scene.summary,
    variants: scene.variants.map((variant) => variant.id),
    variantLabels: scene.variants.map((variant) => variant.label),
    knobs: scene.knobs.map(
      (knob): Knob => ({ ...knob, options: knob.options ?? [], scale: knob.scale ?? "linear" }),
    ),
    actions: scene.actions,
    sources: scene.sources,
    lesson: scene.lesson,
    board: scene.board,
  };
}
