import { momentsOf } from "../format.ts";
import { strings } from "../strings.ts";
import type { ThemeChoice } from "../themes.ts";
import type { Beside, Knob, KnobValue, LoadOptions, Metrics, Report, Scene, SluiceEvents } from "./api.ts";
import { besideKnobs, turnedAlone, turnedInAll } from "./beside.ts";
import type { Left } from "./comeback.ts";
import type { Core, CoreScene, Frame, HostEvents, Picked, Refusal } from "./core.ts";
import { Emitter } from "./emitter.ts";
import { fastForward, nextTask } from "./fastforward.ts";
import { readReport } from "./report.ts";
import type { TabName } from "./tabs.ts";

/** For how long a run that is opened is read at a time. */
const openedMs = 50;

/** What is loaded, enough to load it again. */
export interface Loaded {
  readonly scene: Scene | undefined;
  readonly id: string;
  readonly variant: string;
  readonly seed: number;
  /** Every knob of the scene at its present value. */
  readonly knobs: Readonly<Record<string, KnobValue>>;
  /** It came from an address that tells more than this: a moment, or a run. */
  readonly linked: boolean;
  /** Of which program it is the recording; undefined if it is a scene. */
  readonly program: Recorded | undefined;
}

/** What the recording of a program that is no scene says of it. */
export interface Recorded {
  /** Its import path. */
  readonly package: string;
  readonly clock: string;
  /** It runs now, and is watched. */
  readonly live: boolean;
  /** Which part of the time is seen of it, as "12 %"; empty if all is. */
  readonly seen: string;
  readonly events: number;
  readonly lastedMs: number;
  /** Goroutines that were started, channels that were made, and values that were sent. */
  readonly goroutines: number;
  readonly channels: number;
  readonly values: number;
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
  /** The run is about to be left for another one. */
  leave: undefined;
  /** A scene was loaded from virtual time 0. */
  load: Loaded;
  /** A knob was turned. */
  knob: { readonly id: string; readonly value: KnobValue };
  /** A knob of one of several scenes was turned: these stand beside the loaded one. */
  beside: readonly Beside[];
  theme: ThemeChoice;
  tab: TabName;
  /** The window's address was brought to what is loaded. */
  address: undefined;
  /** Something in the picture was clicked. */
  pick: Picked;
  /** How much of a run that is opened is read, from 0 to 1. */
  opening: number;
  /** A group of a program's goroutines was opened or closed. */
  groups: Record<string, unknown>;
  /** The page is shown to an audience, or no longer. */
  present: boolean;
  /** A sentence that the person at the page should read. */
  notice: string;
  /** A new version of the page is there; the function reloads the page with it. */
  renewal: () => void;
}

/** Why the clock stands still though the scene plays. */
export type Hold = "tab" | "dialog" | "blank";

/**
 * The one link between a Go program and the pages around it: it passes commands
 * down, events up, and remembers what is loaded. It outlives the program, so that
 * a page keeps its listeners when the canvas is reloaded.
 */
export class Session {
  /** Which build of the page made it. */
  readonly build = BUILD;
  readonly events = new Emitter<SessionEvents>();
  /** What was shown when a program went that was not meant to go; the next one brings it back. */
  left: Left | undefined;
  #core: Core | undefined;
  #loaded: Loaded | undefined;
  #beside: readonly Beside[] = [];
  #frame: Partial<Frame> = {};
  #rerunning = false;
  #ready = Promise.withResolvers<void>();
  #readySeen = false;
  #theme: ThemeChoice = "system";
  #tab: TabName = "lesson";
  #presenting = false;
  readonly #holds = new Set<Hold>();
  /** Counts the commands that a fast-forward must give way to. */
  #commands = 0;
  /** Counts the runs that were left. */
  #runs = 0;

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

  /** The numbers of the last frame. */
  get frame(): Readonly<Partial<Frame>> {
    return this.#frame;
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
      this.events.emit(name, detail as never);
    }
  }

  /** Takes the numbers of a drawn frame. */
  receiveFrame(values: Float64Array): void {
    this.core.frameFields.forEach((field, i) => {
      this.#frame[field] = values[i] ?? Number.NaN;
    });
    const frame = this.#frame as Frame;
    if (frame.playing && frame.playheadMs < frame.nowMs) this.#follow();
    if (this.#rerunning && frame.rerun < 0) this.#follow();
    this.#rerunning = frame.rerun >= 0;
    this.events.emit("frame", frame);
  }

  /** Loads a scene with others beside it: those that are there if it is the same scene, unless others are given. */
  load(id: string, options: LoadOptions = {}, linked = false, others?: readonly Beside[]): void {
    this.#leave();
    accept(this.core.load(id, options));
    const beside = others ?? (id === this.#loaded?.id ? this.#beside : []);
    this.#put(beside, linked, (other) =>
      this.core.beside(other.scene, { variant: other.variant, knobs: besideKnobs(id, options, other) }),
    );
  }

  /** Puts scenes beside the one that has just been loaded, as far as none is refused, and tells of all. */
  #put(beside: readonly Beside[], linked: boolean, add: (other: Beside, i: number) => Refusal): void {
    this.#beside = [];
    try {
      beside.forEach((other, i) => {
        accept(add(other, i));
        this.#beside = [...this.#beside, other];
      });
    } finally {
      this.#announce(linked);
    }
  }

  compare(beside: readonly Beside[]): void {
    if (!this.#loaded) throw new Error(strings.api.notRunning);
    this.#beside = beside;
    this.reset();
  }

  /**
   * Loads a scene and does to it what a link's run says. Then the playhead goes
   * to atMs and waits; below 0 the run plays from its start. Each scene beside it
   * has a run of its own.
   */
  replay(
    id: string,
    options: LoadOptions,
    run: string,
    atMs = -1,
    beside: readonly Beside[] = [],
    runs: readonly string[] = [],
  ): void {
    this.#leave();
    accept(this.core.replay(id, options, run, atMs));
    this.#put(beside, true, (other, i) => {
      const { seed } = options;
      const knobs = besideKnobs(id, options, other);
      return this.core.replayBeside(
        other.scene,
        { variant: other.variant, seed, knobs },
        runs[i] ?? "",
        atMs,
      );
    });
  }

  /** Tells that the run will be left, if nothing is refused. */
  #leave(): void {
    this.#commands++;
    this.#runs++;
    if (this.#loaded && this.running) this.events.emit("leave", undefined);
  }

  /** Tells what the program has loaded. */
  #announce(linked: boolean): void {
    const { program, ...loaded } = this.core.loaded();
    const scene = program
      ? publicScene(program.scene)
      : this.scenes().find((scene) => scene.id === loaded.id);
    this.#loaded = { ...loaded, scene, linked, program: program ?? undefined };
    momentsOf(program && !program.live ? program.lastedMs : Number.POSITIVE_INFINITY);
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

  /** Loads what is loaded again, from virtual time 0 with the same seed and knobs; a recorded program is shown from its start. */
  reset(): void {
    if (!this.#loaded) throw new Error(strings.api.notRunning);
    if (this.#loaded.program) {
      this.seek(0);
      this.play();
      return;
    }
    const { id, variant, seed, knobs } = this.#loaded;
    this.load(id, { variant, seed, knobs });
  }

  metrics(lastMs = 0): Metrics {
    if (!(lastMs >= 0)) throw new RangeError(strings.api.badWindow(lastMs));
    return this.core.metrics(lastMs);
  }

  vet(): Promise<Report> {
    const runs = this.#runs;
    return readReport(() => {
      if (runs !== this.#runs) throw new Error(strings.api.otherRun);
      return this.core;
    });
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

  /** Pauses, and moves the playhead to where the run's event n has just happened. */
  seekEvent(n: number): void {
    this.#commands++;
    accept(this.core.seekEvent(n));
    this.#follow();
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

  /** Shows a run, and others beside it that began with it. */
  import(
    log: Uint8Array,
    beside: readonly Beside[] = [],
    logs: readonly Uint8Array[] = [],
    linked = false,
  ): void {
    this.#leave();
    accept(this.core.importLog(log));
    this.#put(beside, linked, (_, i) => this.core.importBeside(logs[i] ?? new Uint8Array()));
  }

  /** Shows a run that may be large: it is read in slices, and the page is told how far that is. */
  async open(log: Uint8Array, linked = false): Promise<void> {
    this.#leave();
    const run = this.#runs;
    const core = this.core;
    accept(core.openLog(log));
    try {
      for (;;) {
        const { share, refusal } = core.openMore(openedMs);
        accept(refusal);
        if (share >= 1) break;
        this.events.emit("opening", share);
        await nextTask();
        if (run !== this.#runs) throw new Error(strings.api.interrupted);
      }
    } finally {
      this.events.emit("opening", 1);
    }
    this.#put([], linked, () => "");
  }

  /** Shows a program that runs, of whose log this is the beginning. */
  watch(part: Uint8Array): void {
    this.#leave();
    accept(this.core.watch(part));
    this.#put([], true, () => "");
  }

  /** Adds what the watched program has done since, up to a moment of its time. */
  feed(part: Uint8Array, untilMs: number): void {
    accept(this.core.feed(part, untilMs));
  }

  /** Goes to the present moment of a watched program, and on with it. */
  toPresent(): void {
    this.#commands++;
    accept(this.core.toPresent());
  }

  /** Opens a group of a program's goroutines in the picture, or closes it. */
  expand(group: string, on: boolean): void {
    accept(this.core.expand(group, on));
    this.events.emit("groups", {});
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

  /** The panel that is chosen. */
  get tab(): TabName {
    return this.#tab;
  }

  set tab(name: TabName) {
    this.#tab = name;
    this.events.emit("tab", name);
  }

  get theme(): ThemeChoice {
    return this.#theme;
  }

  set theme(choice: ThemeChoice) {
    this.#theme = choice;
    this.events.emit("theme", choice);
  }

  /** Whether the page is shown to an audience, with larger text and more contrast. */
  get presenting(): boolean {
    return this.#presenting;
  }

  set presenting(on: boolean) {
    this.#presenting = on;
    this.events.emit("present", on);
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
    steps: scene.steps,
    sources: scene.sources,
    lesson: scene.lesson,
    board: scene.board,
  };
}
