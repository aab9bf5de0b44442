/** A scene as {@link Sluice.scenes} lists it. */
export interface Scene {
  readonly id: string;
  /** The heading under which it is listed. */
  readonly group: string;
  readonly title: string;
  readonly summary: string;
  /** Ids of the scene's variants; the first one is loaded unless another is named. */
  readonly variants: readonly string[];
  /** The variants' names as the page shows them, in the order of {@link variants}. */
  readonly variantLabels: readonly string[];
  readonly knobs: readonly Knob[];
  readonly actions: readonly Action[];
  /** Ids of the actions that are steps of a load test, of which the last does all; empty for none. */
  readonly steps: readonly string[];
  /** Who can be made to offer jobs, the default first; empty when nobody does. */
  readonly sources: readonly string[];
  readonly lesson: Lesson;
  readonly board: Board | null;
}

/** A table of a scene; each cell is an action and shows the note of the same name, ROW/COLUMN. */
export interface Board {
  /** What the rows are. */
  readonly corner: string;
  readonly rows: readonly Entry[];
  readonly columns: readonly Entry[];
}

export interface Entry {
  readonly id: string;
  readonly label: string;
}

/** What a scene teaches. */
export interface Lesson {
  /** What to look at first. */
  readonly watch: string;
  readonly tasks: readonly Task[];
  readonly takeaway: string;
  /** Words that the glossary explains. */
  readonly terms: readonly string[];
  /** For whoever presents the scene. */
  readonly notes: readonly string[];
}

/** Something to bring about; the run ticks it off. */
export interface Task {
  readonly id: string;
  readonly text: string;
  readonly ask?: Question;
  /** One way to bring it about, from the default variant at time 0. */
  readonly show: readonly Step[];
}

/** One thing that somebody does to a scene; empty texts and zeros do nothing. */
export interface Step {
  readonly variant: string;
  readonly knob: string;
  readonly value: number;
  readonly send: number;
  readonly source: string;
  readonly act: string;
  readonly waitMs: number;
}

/** A prediction to make before a task. */
export interface Question {
  readonly text: string;
  readonly options: readonly string[];
  /** The index of the right option. */
  readonly answer: number;
  readonly why: string;
}

/** One setting of a scene that can be changed while it runs. */
export interface Knob {
  readonly id: string;
  readonly label: string;
  readonly kind: "range" | "choice";
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly default: KnobValue;
  readonly unit: string;
  /** How a slider spreads a range's values; choices have none. */
  readonly scale: "linear" | "log";
  /** What a choice may be set to; empty for a range. */
  readonly options: readonly KnobOption[];
}

/** A number for a range; the value of one of its options for a choice. */
export type KnobValue = number | string;

export interface KnobOption {
  readonly value: KnobValue;
  readonly label: string;
}

/** Something that can be done to a running scene, such as killing a worker. */
export interface Action {
  readonly id: string;
  readonly label: string;
}

/** What {@link Sluice.load} may be told; what is left out is the scene's default. */
export interface LoadOptions {
  readonly variant?: string | undefined;
  readonly seed?: number | undefined;
  readonly knobs?: Readonly<Record<string, KnobValue>> | undefined;
}

/** A scene that stands beside the loaded one; what is left out is its default, a knob of the same scene that of the loaded one. */
export interface Beside {
  readonly scene: string;
  readonly variant?: string | undefined;
  readonly knobs?: Readonly<Record<string, KnobValue>> | undefined;
}

/** The numbers of one of several scenes that stand side by side. */
export interface Compared extends Stats {
  /** Completed jobs per virtual second. */
  readonly throughput: number;
  readonly refusedPct: number;
  /** Why the run had ended at the playhead; empty if it had not. */
  readonly ended: string;
  readonly knobs: Readonly<Record<string, KnobValue>>;
}

/** What {@link Sluice.link} may be told. */
export interface LinkOptions {
  /** Whether the link leads to where the playhead is; otherwise the run plays from its start. The default is true. */
  readonly moment?: boolean;
  /** Whether what was done is part of the link; otherwise it leads to the scene at time 0. The default is true. */
  readonly run?: boolean;
}

/** Counters of the run at the playhead. Times are in milliseconds of virtual time unless said otherwise. */
export interface Stats {
  readonly scene: string;
  readonly variant: string;
  readonly seed: number;
  readonly nowMs: number;
  readonly playheadMs: number;
  readonly events: number;
  readonly playing: boolean;
  readonly speed: number;
  /** Always completed + rejected + failed + cancelled + inFlight. */
  readonly offered: number;
  readonly completed: number;
  readonly rejected: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly inFlight: number;
  readonly retries: number;
  readonly goroutines: number;
  readonly leaked: number;
  readonly deadlock: boolean;
  readonly latencyMs: {
    readonly p50: number;
    readonly p95: number;
    readonly p99: number;
    readonly max: number;
    readonly count: number;
  };
  readonly logBytes: number;
  /** Equal for two runs of one build with the same seed and the same inputs at the same virtual times. */
  readonly logHash: string;
  readonly particlesDrawn: number;
  /** How many jobs one drawn dot stands for. */
  readonly jobsPerDot: number;
  /** Wall time that the Go program spent on a frame. */
  readonly frameMs: { readonly p50: number; readonly p95: number };
  readonly fps: number;
}

export interface Goroutine {
  readonly id: number;
  readonly name: string;
  readonly state: string;
  /** What a blocked goroutine waits for; empty otherwise. */
  readonly waitingOn: string;
  /** The job that it holds; 0 for none. */
  readonly job: number;
  readonly file: string;
  readonly line: number;
}

export interface Channel {
  readonly id: number;
  readonly name: string;
  readonly cap: number;
  readonly len: number;
  readonly closed: boolean;
}

export interface Bucket {
  readonly name: string;
  readonly tokens: number;
  readonly capacity: number;
}

/** Everything alive at the playhead. */
export interface World {
  readonly goroutines: readonly Goroutine[];
  readonly channels: readonly Channel[];
  readonly buckets: readonly Bucket[];
  /** What the scene says of itself, by name. */
  readonly notes: Readonly<Record<string, string>>;
  /** What the scene counts, by name. */
  readonly tallies: Readonly<Record<string, number>>;
}

/** The pictures at the playhead in words, and what happened before it. */
export interface Words {
  /** The stations of each scene that is shown, the loaded one first. */
  readonly pictures: readonly (readonly Station[])[];
  /** The last events before the playhead, at most 50, the oldest first; of the loaded scene. */
  readonly events: readonly Told[];
}

/** A station of a picture in words. */
export interface Station {
  readonly name: string;
  readonly text: string;
}

/** An event in words. */
export interface Told {
  /** Its number in the run, from 1. */
  readonly seq: number;
  readonly atMs: number;
  /** Its place in {@link marks} from 1; 0 for none. */
  readonly mark: number;
  readonly text: string;
}

/** What a run looks like from afar: how much happened, and of which kind, in stretches of one width. */
export interface Outline {
  readonly widthMs: number;
  /** Numbers of a stretch: its events, then its marks in the order of {@link marks}. */
  readonly stride: number;
  readonly rows: Uint32Array;
}

/** What makes a moment worth going to. */
export const marks = ["click", "rejection", "retry", "failure", "broken"] as const;

/** What happened in a stretch of virtual time, in jobs or jobs per second. */
export interface Figures {
  readonly fromMs: number;
  readonly spanMs: number;
  readonly offered: number;
  readonly throughput: number;
  readonly refusals: number;
  /** The rejected jobs as a share of those that ended. */
  readonly refusedPct: number;
  /** Jobs in the buffers of channels: the time average, and the most at once. */
  readonly queueMean: number;
  readonly queueMax: number;
  /** The time average of the jobs in flight: the L of Little's law. */
  readonly inFlight: number;
  /** The share of the workers' time in which they worked on a job; NaN without workers. */
  readonly utilisationPct: number;
}

/** The figures of a window that ends at the playhead. It begins as far back as asked for, or a little earlier. */
export interface Metrics extends Figures {
  /** Jobs that came to an end per second, and how long they had been in flight: the lambda and W of Little's law. */
  readonly ended: number;
  readonly sojournMs: number;
  /** Of the jobs that completed in the window: from the offer to the first attempt. */
  readonly waitMs: Durations;
  /** In attempts, so without backoff. */
  readonly serviceMs: Durations;
  /** From the offer to completion. */
  readonly totalMs: Durations;
  /** The whole recording, ahead of the playhead too. */
  readonly series: Series;
}

/** How a number of durations are spread; a percentile is at most 1/32 too high. */
export interface Durations {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  /** Counts: below 2^20 ns, then two to each power of two; the last is not 0. */
  readonly bars: readonly number[];
}

/** A run in stretches of one width, of which the last may be shorter. */
export interface Series {
  readonly widthMs: number;
  /** What the numbers of a stretch are. */
  readonly fields: readonly (keyof Figures)[];
  readonly rows: Float64Array;
}

/** What came of one step of a load test up to the playhead; see {@link Sluice.results}. */
export interface StepResult {
  /** Which step of the run it is, from 1. */
  readonly number: number;
  /** The jobs that it offers in all. */
  readonly requests: number;
  /** Whether all of them have ended. */
  readonly over: boolean;
  readonly fromMs: number;
  readonly virtualMs: number;
  /** Always completed + rejected + failed + cancelled + inFlight. */
  readonly offered: number;
  readonly completed: number;
  readonly rejected: number;
  /** The rejected jobs by the reason. */
  readonly refused: Readonly<Record<string, number>>;
  readonly failed: number;
  readonly cancelled: number;
  readonly inFlight: number;
  readonly retries: number;
  /** Completed jobs per virtual second. */
  readonly throughput: number;
  readonly latencyMs: Stats["latencyMs"];
  readonly events: number;
  readonly logBytes: number;
  /**
   * Wall time that it took, pauses left out. Null when it was not measured: the
   * step is one of an imported run, or was run again or stepped through.
   */
  readonly wallMs: number | null;
  /** The Go program's memory at its end; null as above. */
  readonly memoryBytes: number | null;
  /** The knobs as they were when it began. */
  readonly knobs: Readonly<Record<string, KnobValue>>;
}

/** A future of the run that was left when somebody changed its past. */
export interface Branch {
  readonly untilMs: number;
  readonly events: number;
}

/** How long goroutines waited in one way. */
export interface Spent {
  readonly waits: number;
  readonly ms: number;
  readonly longestMs: number;
}

/** A line at which goroutines were blocked, in the whole recording; waits that go on count up to its end. */
export interface BlockedLine {
  readonly file: string;
  readonly line: number;
  readonly func: string;
  /** Held up by others: there was something to send, or a lock was wanted. */
  readonly held: Spent;
  /** Waited for something to do, or for others to be done. */
  readonly idle: Spent;
  readonly slept: Spent;
  /** What was waited in: "send", "receive", "select", "lock", "sync", "sleep" or "outside". */
  readonly ways: readonly string[];
  /** How many goroutines wait there at the recording's end. */
  readonly now: number;
}

/** One thing that is wrong with a recorded run, or worth knowing. */
export interface Finding {
  readonly kind:
    | "deadlock"
    | "leak"
    | "idle"
    | "stuck"
    | "unreceived"
    | "unclosed"
    | "panic"
    | "spin"
    | "lock";
  readonly severity: "error" | "warning" | "note";
  /** A sentence. */
  readonly what: string;
  /** What to do about it, in a sentence or two. */
  readonly do: string;
  /** Lines, with what each has to do with it; the first is where it is. The file is empty where the log does not tell. */
  readonly places: readonly { readonly what: string; readonly file: string; readonly line: number }[];
  /** Those whom it is about, at most 20. */
  readonly goroutines: readonly { readonly id: number; readonly name: string }[];
  /** How many more there are. */
  readonly more: number;
  /** The event that shows it, from 1, and when that was. */
  readonly event: number;
  readonly atMs: number;
}

/** What is found in a recording; see {@link Sluice.vet}. */
export interface Report {
  /** The program's package; empty for a scene. */
  readonly program: string;
  /** Why the run ended; empty if it has not. */
  readonly ended: string;
  readonly untilMs: number;
  readonly events: number;
  /** The worst first. Who is left and why is judged when the run has ended. */
  readonly findings: readonly Finding[];
  /** Those that held others up longest first. */
  readonly profile: readonly BlockedLine[];
}

/** Goroutines of a program that were created at one line. */
export interface Group {
  readonly id: string;
  readonly label: string;
  readonly file: string;
  readonly line: number;
  readonly members: number;
  /** Whether each has a station of its own. */
  readonly open: boolean;
}

/** A compiled source file, byte for byte. */
export interface SourceFile {
  readonly file: string;
  readonly text: string;
}

/** How a run came to its end by itself. */
export interface End {
  readonly reason: string;
  readonly message: string;
  /** Those that are left, at most 1,000. */
  readonly goroutines: readonly Goroutine[];
  /** How many more there are. */
  readonly more: number;
}

/** What {@link Sluice.on} can be told to listen for. */
export interface SluiceEvents {
  /** The scene, its playing, its speed or a knob changed. */
  state: Record<string, unknown>;
  /** The run ended by itself: deadlock, leak or panic. */
  end: End;
  /** Something went wrong that no call has thrown. */
  error: { readonly message: string };
  /** A task of the scene's lesson was solved. */
  task: { readonly scene: string; readonly task: string };
}

/**
 * The page's public interface, `window.sluice`, the same object on the outer
 * page and inside the canvas page. Calls before {@link Sluice.ready} resolves,
 * or after the Go program has ended, throw. All times are virtual.
 */
export interface Sluice {
  /** Resolves when the first frame of the first scene is drawn; replaced when the Go program is restarted. */
  readonly ready: Promise<void>;
  readonly version: string;
  scenes(): Scene[];
  /** Starts a scene from virtual time 0. Throws on an unknown id or a value out of range; the running scene then stays. */
  load(id: string, options?: LoadOptions): void;
  /** Offers n jobs now and returns n. Throws unless n is a whole number from 1 to 1,000,000. */
  inject(n: number, source?: string): number;
  /** Does one of the scene's actions. Throws on an unknown id. */
  act(id: string): void;
  /** Turns a knob, in scene i only when several stand side by side. Throws on an unknown knob or a value out of range. */
  set(knob: string, value: KnobValue, i?: number): void;
  /**
   * Puts one or two scenes beside the loaded one and starts all from virtual
   * time 0, with one seed and one clock; what is done to one is done to all that
   * can take it. Without any, the loaded scene stands alone again. Loading
   * another scene ends a comparison. Throws as load does.
   */
  compare(...beside: Beside[]): void;
  /** The numbers of all that stand side by side, the loaded scene first. */
  compared(): readonly Compared[];
  play(): void;
  pause(): void;
  /** Sets how many virtual seconds pass in a second, from 0.01, of a recorded program from 0.000001, to 1000. */
  speed(factor: number): void;
  /**
   * Pauses, fast-forwards ms of virtual time at full speed and resolves; the
   * page stays alive meanwhile. Resolves early when the scene ends; rejects
   * when another command (load, play, pause, run) comes in between.
   */
  run(ms: number): Promise<void>;
  /** Pauses and goes n events forward, or back when negative. */
  step(n: number): void;
  /**
   * Moves the playhead within the recorded run. A click, a knob or an action in
   * the past runs the scene again to there with the same seed and inputs, and a
   * new future begins.
   */
  seek(ms: number): void;
  /** Moves the playhead to the next moment that is marked, or to the last one before it. Throws if there is none. */
  mark(forward: boolean): void;
  outline(): Outline;
  /** The futures that were left, the oldest first. */
  branches(): readonly Branch[];
  /** Shows one of them, and keeps the present one in its place. */
  branch(i: number): void;
  /**
   * The address that shows this run to somebody else: scene, variant, seed,
   * knobs, everything that was done and when, playhead, speed, theme and panel.
   * Throws when the run is too long for a link; export it then.
   */
  link(options?: LinkOptions): string;
  stats(): Stats;
  /** Measures the last virtual milliseconds before the playhead, or all until there. Throws on a negative number. */
  metrics(lastMs?: number): Metrics;
  /** What came of the steps of a load test up to the playhead, at most the last 100; the last one may go on. */
  results(): readonly StepResult[];
  /** The recorded run over time as comma-separated values, whose first line names the columns with their units. */
  csv(): string;
  world(): World;
  /** The picture and the last events in words. */
  words(): Words;
  /**
   * Looks for what is wrong in the whole recording (deadlocks, leaks, values that
   * nobody received, panics, slow locks), and adds up where goroutines were
   * blocked. The page stays alive meanwhile. Rejects when another run is loaded.
   */
  vet(): Promise<Report>;
  /** The groups of goroutines that can be opened in the picture of a recorded program; none of a scene. */
  groups(): readonly Group[];
  /** Gives each goroutine of a group a station of its own, or takes them together again. Throws on an unknown group. */
  expand(group: string, on: boolean): void;
  source(): SourceFile[];
  /** The event log in its documented format. */
  export(): Uint8Array;
  /** Replaces the run by a recorded one. Throws on a damaged log or an unknown version; the running scene then stays. */
  import(log: Uint8Array): void;
  /** Calls fn on every such event; the result unsubscribes it. */
  on<Name extends keyof SluiceEvents>(name: Name, fn: (detail: SluiceEvents[Name]) => void): () => void;
}

declare global {
  interface Window {
    sluice: Sluice;
  }
}
