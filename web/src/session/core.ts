import type {
  Action,
  Board,
  Branch,
  Compared,
  Goroutine,
  Group,
  Knob,
  KnobOption,
  KnobValue,
  Lesson,
  LoadOptions,
  Metrics,
  Outline,
  Report,
  SluiceEvents,
  SourceFile,
  Stats,
  StepResult,
  Words,
  World,
} from "./api.ts";
import type { Loaded, Recorded } from "./session.ts";

/** The result of a command to the Go program: empty, or the sentence that says why it was refused. */
export type Refusal = string;

/** A scene as the Go program describes it. */
export interface CoreScene {
  readonly id: string;
  readonly group: string;
  readonly title: string;
  readonly summary: string;
  readonly variants: readonly { readonly id: string; readonly label: string }[];
  readonly knobs: readonly (Omit<Knob, "options" | "scale"> & {
    readonly options?: readonly KnobOption[];
    readonly scale?: Knob["scale"];
  })[];
  readonly actions: readonly Action[];
  readonly steps: readonly string[];
  readonly sources: readonly string[];
  readonly lesson: Lesson;
  readonly board: Board | null;
}

/** A line of the source, counted from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** How many goroutines stand at a line in one state. */
export interface Stand extends Place {
  readonly state: string;
  readonly count: number;
}

export interface Standing {
  readonly stands: readonly Stand[];
  readonly last: Place;
}

/** What can happen to a job; from completed on it has ended. */
export type What =
  | "offered"
  | "admitted"
  | "waits"
  | "queued"
  | "taken"
  | "handed"
  | "tried"
  | "backsOff"
  | "completed"
  | "rejected"
  | "failed"
  | "cancelled";

/** One thing that happened to a job, and the line where. */
export interface StoryStep extends Place {
  readonly what: What;
  /** Its place in the log, from 1. */
  readonly event: number;
  readonly atMs: number;
  /** Until the next step; 0 as long as there is none. */
  readonly lastedMs: number;
  /** The goroutine that has the job. */
  readonly goroutine: number;
  readonly name: string;
  /** The channel, or the bucket. */
  readonly where: string;
  /** Jobs ahead of it, tokens left, or the number of the attempt. */
  readonly n: number;
  /** Until the next attempt may begin. */
  readonly delayMs: number;
  readonly reason: string;
}

/** How far one slice of a fast-forward came. */
export interface Advance {
  readonly leftMs: number;
  readonly ended: boolean;
  readonly error: string;
}

/** What was done to a run, and where it came to. */
export interface Script {
  /** As text for a link; empty when there is a problem. */
  readonly run: string;
  /** Why it cannot be a text. */
  readonly problem: string;
  readonly inputs: number;
  /** Where the playhead is. */
  readonly atMs: number;
  /** The knobs with which the scene was loaded. */
  readonly knobs: Loaded["knobs"];
}

/** `globalThis.sluiceCore`: the Go program's functions. None of them throws. */
export interface Core {
  readonly version: string;
  /** Where in the program's memory the runs are found if it dies; see canvas/blackbox.ts. */
  readonly box: number;
  readonly frameFields: readonly (keyof Frame)[];
  scenes(): readonly CoreScene[];
  /** What the lessons' words mean. */
  glossary(): Readonly<Record<string, string>>;
  load(id: string, options: LoadOptions): Refusal;
  inject(n: number, source: string): Refusal;
  act(id: string): Refusal;
  set(knob: string, value: KnobValue): Refusal;
  /** Puts a scene beside the loaded one, which has not gone on yet. */
  beside(id: string, options: LoadOptions): Refusal;
  /** Turns a knob in scene i of those that stand side by side. */
  setIn(i: number, knob: string, value: KnobValue): Refusal;
  compared(): readonly Compared[];
  /** Where the pictures are on the canvas, in CSS pixels, each with room for its name above it if there are several. */
  panes(): readonly Pane[];
  play(): void;
  pause(): void;
  speed(factor: number): Refusal;
  /** Moves the playhead to the next marked moment, or to the last one. */
  mark(forward: boolean): Refusal;
  /** Shows a future that was left. */
  branch(i: number): Refusal;
  branches(): readonly Branch[];
  outline(): Outline;
  /** What is loaded, with every knob as it is at the playhead. */
  loaded(): Pick<Loaded, "id" | "variant" | "seed" | "knobs"> & {
    /** The recorded program that is shown instead of a scene, described as one. */
    readonly program: (Recorded & { readonly scene: CoreScene }) | null;
  };
  /** Runs up to ms of virtual time within wallMs of wall time. */
  advance(ms: number, wallMs: number): Advance;
  step(n: number): Refusal;
  seek(ms: number): Refusal;
  /** Pauses, and moves the playhead to where the run's event n has just happened. */
  seekEvent(n: number): Refusal;
  stats(): Stats;
  /** Measures the last ms before the playhead; all until there if it is 0. */
  metrics(lastMs: number): Metrics;
  results(): readonly StepResult[];
  /** Whether the playhead is at the recording's end, and not on its way to another future. */
  atEnd(): boolean;
  /** Whether a step of a load test goes on, in one of those that stand side by side. */
  stepping(): boolean;
  csv(): string;
  /** The world with at most so many goroutines and as many channels, and how many more there are. */
  world(most?: number): World & { readonly more: Readonly<Record<"goroutines" | "channels", number>> };
  words(): Words;
  /** What was found in what has been read of the recording, and reads on: it is done when all is read. */
  vet(): Report & { readonly done: boolean };
  source(): readonly SourceFile[];
  /** Loads a scene and does to it what a script says; atMs below 0: and plays it from its start. */
  replay(id: string, options: LoadOptions, run: string, atMs: number): Refusal;
  /** Does the same to a scene that is put beside the loaded one. */
  replayBeside(id: string, options: LoadOptions, run: string, atMs: number): Refusal;
  /** What leads somebody else to the same run and moment, of scene i of those side by side. */
  script(i: number): Script;
  /** Where goroutines stand at the playhead, and where the last event happened. */
  standing(): Standing;
  /** Who stands at a line: how many, and the first of them. */
  at(file: string, line: number): { readonly count: number; readonly goroutines: readonly Goroutine[] };
  /**
   * What goroutines did in a stretch of time, no finer than columns; as far as it
   * is known by now if it is not done. Null if there is no such stretch.
   */
  lanes(fromMs: number, toMs: number, columns: number): Lanes | null;
  /** What goroutine g did at a moment, of those that were asked for last. */
  laneAt(g: number, atMs: number): LaneSpan | null;
  /** Marks a job in the picture; 0 marks none. */
  follow(job: number): void;
  /** What has happened to a job, as far as the run is recorded; null if there is no such job. */
  story(job: number): readonly StoryStep[] | null;
  exportLog(): Uint8Array;
  importLog(bytes: Uint8Array): Refusal;
  /** Begins to read a run; openMore reads on, and shows it when its share is 1. */
  openLog(bytes: Uint8Array): Refusal;
  /** Reads on for so much wall time. */
  openMore(wallMs: number): { readonly share: number; readonly refusal: Refusal };
  /** Shows a program that runs, of whose log this is the beginning. */
  watch(part: Uint8Array): Refusal;
  /** What has happened since, up to a moment of the program's time. */
  feed(part: Uint8Array, untilMs: number): Refusal;
  /** Goes to the present moment of a watched program, and on with it. */
  toPresent(): Refusal;
  /** Nothing more comes; why is how the program has ended, empty if that is not known. */
  unwatch(why: string): Refusal;
  /** A recorded program's groups of goroutines that can be opened in the picture. */
  groups(): readonly Group[];
  /** Gives each goroutine of a group a station, or takes them together again. */
  expand(group: string, on: boolean): Refusal;
  /** Puts an imported run beside the loaded one. */
  importBeside(bytes: Uint8Array): Refusal;
  /** The lines that the running scene has printed. */
  output(): readonly string[];
  theme(tokens: Tokens, dark: boolean): void;
  /** Multiplies the size of all text in the picture, by 1 to 3. */
  enlarge(factor: number): Refusal;
  /** How many bytes recordings that begin from now on may take. */
  budget(bytes: number): Refusal;
  reducedMotion(reduced: boolean): void;
  /** Lets the next frame be drawn though nothing has changed: a drawn canvas can be read in that frame only. */
  redraw(): void;
  /** What the program takes once what is dead has been collected, which takes a moment; heapBytes is part of totalBytes. */
  memory(): Memory;
  /** While hidden, the clock stands still. */
  hidden(hidden: boolean): void;
}

/** What the Go program takes of the machine. */
export interface Memory {
  readonly heapBytes: number;
  readonly totalBytes: number;
  /** All of the program, those of its runtime and of the renderer too. */
  readonly goroutines: number;
}

/** What goroutines did in a stretch of time. */
export interface Lanes {
  readonly done: boolean;
  readonly untilMs: number;
  /** Rows of four numbers: from and to in milliseconds, the state's number, and 1 for one that works on a job. */
  readonly lanes: readonly { readonly g: number; readonly name: string; readonly spans: Float64Array }[];
  /** How many goroutines more there were. */
  readonly more: number;
}

/** What one goroutine did for a time. */
export interface LaneSpan {
  readonly g: number;
  readonly name: string;
  readonly state: string;
  readonly waitingOn: string;
  readonly job: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly file: string;
  readonly line: number;
  /** Who ended the wait; empty if it was the clock, the page, or is not known. */
  readonly by: string;
  readonly byGoroutine: number;
}

export interface Pane {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** The colours that the page and the canvas share, as #rrggbb. */
export type Tokens = Readonly<Record<(typeof tokenNames)[number], string>>;

export const tokenNames = [
  "bg",
  "surface",
  "raised",
  "line",
  "line2",
  "text",
  "muted",
  "faint",
  "accent",
  "flight",
  "wait",
  "done",
  "fail",
  "reject",
  "cancel",
  "token",
] as const;

/** The numbers that the Go program hands over once per drawn frame; flags are 0 or 1. */
export interface Frame {
  nowMs: number;
  playheadMs: number;
  events: number;
  playing: number;
  speed: number;
  offered: number;
  completed: number;
  rejected: number;
  failed: number;
  cancelled: number;
  inFlight: number;
  retries: number;
  goroutines: number;
  leaked: number;
  deadlock: number;
  balanced: number;
  /** Latency percentiles in milliseconds of virtual time. */
  p50: number;
  p95: number;
  p99: number;
  /** Completed jobs per virtual second. */
  throughput: number;
  refusedPct: number;
  /** Wall milliseconds of Go per frame. */
  frameP50: number;
  frameP95: number;
  fps: number;
  particles: number;
  jobsPerDot: number;
  ended: number;
  /** How far the run has come again to the playhead, to go on otherwise from there; -1 when it does not. */
  rerun: number;
  /** How many futures were left. */
  branches: number;
  /** How many scenes stand side by side. */
  panes: number;
  /** Jobs in the buffers of channels. */
  queued: number;
  /** Which part of its budget the recording has used up. */
  filled: number;
  /** How many steps of a load test are over. */
  stepsOver: number;
  /** 1 while a watched program's past is shown, 2 while its present is; 0 for all else. */
  live: number;
}

/** `globalThis.sluiceHost`: what the Go program calls. */
export interface Host {
  /** Stops the clock that the Go runtime's own timers go by, while a scene works; or lets it go on. */
  hold(held: boolean): void;
  frame(values: Float64Array): void;
  event<Name extends keyof HostEvents>(name: Name, detail: HostEvents[Name]): void;
  glyphs(styles: readonly TextStyle[], devicePixelRatio: number): Atlas;
}

/** What somebody has clicked in the picture: a job, or a goroutine at its line when job is 0. */
export interface Picked {
  readonly job: number;
  readonly file?: string;
  readonly line?: number;
}

export interface HostEvents extends SluiceEvents {
  pick: Picked;
  /** A group of goroutines was opened or closed by a click in the picture. */
  groups: Record<string, unknown>;
  ready: Record<string, unknown>;
}

/** One of the ways in which the canvas sets text. */
export interface TextStyle {
  /** The size in CSS pixels. */
  readonly px: number;
  readonly weight: number;
  readonly mono: boolean;
}

/** A picture of glyphs, one byte of coverage a pixel, and where each one is in it. */
export interface Atlas {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
  /**
   * A row for each glyph: index of its style, code point, then in device pixels x, y, width and
   * height in the picture, advance, and the offset of its top left corner from the pen on the
   * baseline (negative is up).
   */
  readonly glyphs: readonly GlyphRow[];
}

export type GlyphRow = readonly [
  style: number,
  codepoint: number,
  x: number,
  y: number,
  width: number,
  height: number,
  advance: number,
  offsetX: number,
  offsetY: number,
];
