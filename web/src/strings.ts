import { count, megabytes } from "./format.ts";
import { translate } from "./language.ts";
import type { Knob } from "./session/api.ts";

/** Every text that the page itself shows or throws, in English. Scenes bring their own. */
const english = {
  name: "Sluice",

  api: {
    notRunning: "The Go program is not running: wait for sluice.ready, or restart it on the page.",
    noScenes: "The Go program has no scenes.",
    badRun: (ms: number) => `run takes a number of virtual milliseconds from 0 up, not ${ms}.`,
    badWindow: (ms: number) => `metrics takes a number of virtual milliseconds from 0 up, not ${ms}.`,
    interrupted: "The fast-forward stopped because another command came in between.",
  },

  address: {
    unknown: (name: string) =>
      `The address has an unknown parameter “${name}”. Known are scene, variant, seed, theme and knob.NAME.`,
    theme: (value: string) => `The address asks for theme “${value}”. There are system, light and dark.`,
    variant: (id: string) => `This scene has no variant “${id}”, so its first one is shown.`,
    seed: (text: string) =>
      `The address has seed “${text}”. A seed is a whole number from 0 up, so the default is used.`,
    knob: (id: string) => `This scene has no knob “${id}”, so knob.${id} in the address has no effect.`,
    knobValue: (knob: Knob, text: string) =>
      `${knob.label} cannot be “${text}”: it takes ${knobRange(knob)}. Its default is used.`,
    refused: (reason: string, title: string) => `${sentence(reason)} “${title}” is shown instead.`,
  },

  load: {
    label: "Loading the Go program",
    connecting: "Connecting…",
    received: (received: number, total: number) => `${megabytes(received)} of ${megabytes(total)}`,
    starting: "Starting…",
    failed: "The scene could not be loaded",
    stopped: "The Go program has stopped",
    retry: "Try again",
    restart: "Restart",
    detail: "Output of the program",
    unreachable: "The Go program could not be fetched. Check the connection, then try again.",
    missing: (path: string, status: number) =>
      `The file ${path} is not on this server (status ${status}). Build the page again with make build, then try again.`,
    otherFile: (path: string) =>
      `What this server sent as ${path} is not the Go program. Build the page again with make build, then try again.`,
    truncated: (received: number, total: number) =>
      `The download broke off after ${megabytes(received)} of ${megabytes(total)}. Check the connection, then try again.`,
    damaged: (reason: string) =>
      `The Go program arrived damaged, and the browser refused it. Try again; if that does not help, build the page again with make build. (${reason})`,
    noRuntime:
      "The file wasm_exec.js is not on this server. Build the page again with make build, then try again.",
    noWebAssembly:
      "This browser has no WebAssembly, which runs the Go program. Open the page in a current browser.",
    noWebGL:
      "This browser has no WebGL 2, which draws the scene. Turn on hardware acceleration in its settings, or open the page in another browser.",
    noCanvas:
      "The file canvas.html is not on this server. Build the page again with make build, then reload.",
    ended: (headline: string) =>
      `It ended with “${headline}”. Restart begins the same scene from time 0 with the same seed and knobs.`,
    unexpected: (reason: string) => `${sentence(reason)} Try again, or reload the page.`,
  },

  canvas: {
    frame: "Running scene",
    label: "Picture of the running scene. The panel “Words” says the same.",
  },

  top: {
    variants: "Variant",
    help: "Help and keyboard",
    theme: {
      system: "Theme: system",
      light: "Theme: light",
      dark: "Theme: dark",
    },
  },

  compare: {
    title: "Compare",
    open: "Compare with another variant or scene",
    intro: "All start from time 0 with one seed and one clock. What you do to one is done to all.",
    beside: "Beside this one",
    itself: "The same, to turn its knobs apart",
    another: "Another scene…",
    ready: "Ready-made",
    end: "End the comparison",
    presets: {
      buckets: "Token bucket or leaky bucket",
      policies: "Block or drop",
      backoff: "At once, backoff or jitter",
      workers: "One worker or eight",
    },
    numbers: "Numbers side by side; a bar marks those that differ",
    variant: (letter: string) => `Variant of ${letter}`,
    remove: (letter: string) => `Take ${letter} away`,
    turn: "These knobs turn",
    all: "All",
    retries: "retries",
    goroutines: "goroutines",
    throughput: "throughput",
    refused: "refused now",
  },

  rail: {
    label: "Scenes",
  },

  board: {
    cell: (operation: string, state: string) => `${operation}, channel ${state}`,
    untried: "try",
  },

  lesson: {
    watch: "Watch",
    tasks: "Try",
    takeaway: "Remember",
    terms: "Words",
    notes: "Notes for presenting",
    predict: "Predict:",
    verdict: (right: boolean, why: string) => `${right ? "Yes." : "Not quite."} ${why}`,
    ticked: "Done.",
    show: "Show me",
    done: (text: string) => `Task done: ${text}`,
  },

  gallery: {
    title: "All scenes",
    intro: "Each runs real goroutines in your browser. Open one, send it jobs, and read the code that runs.",
    link: "All scenes in pictures",
  },

  glossary: {
    title: "Words",
    close: "Back to the scene",
  },

  stage: {
    send: "Send",
    actions: "Do",
    burst: (face: string) => (face === "1" ? "Send 1 job" : `Send ${face} jobs`),
    burstFace: (n: number) => (n === 1000 ? "1k" : String(n)),
    dismiss: "Dismiss this message",
  },

  law: {
    label: "Where every job is",
    terms: {
      offered: "offered",
      completed: "completed",
      rejected: "rejected",
      failed: "failed",
      cancelled: "cancelled",
      inFlight: "in flight",
    },
    balanced: "balanced",
    broken:
      "Not balanced: jobs were lost or counted twice. This is a fault in Sluice; please report the seed.",
  },

  transport: {
    label: "Clock",
    play: "Play",
    pause: "Pause",
    reset: "Reset to time 0",
    step: "One event forward",
    back: "One event back",
    nextMark: "To the next mark",
    lastMark: "To the last mark",
    speed: "Speed",
    seed: "Seed",
    seedInvalid: "A seed is a whole number from 0 up.",
    time: "Virtual time",
  },

  sound: {
    button: "Sound",
    on: "Sound is on",
    off: "Sound is off",
    title: "Sound",
    meaning:
      "A soft tone is as high as the queues are deep, and silent when nobody waits. Each refusal is a click, each failure a low knock, each completion a faint tick while they are few.",
    volume: "Volume",
  },

  timeline: {
    label: "Timeline",
    playhead: "Playhead",
    at: (now: string, end: string) => `${now} of ${end}`,
    behind: "In the past",
    another: ": what you change now begins another future.",
    rerun: (percent: number) => `Running it again to here: ${percent} %`,
    branches: "Other futures",
    branch: (n: number, until: string) => `Future ${n}, recorded to ${until}`,
  },

  kpi: {
    label: "Key figures",
    throughput: "Throughput",
    p50: "p50",
    p99: "p99",
    refused: "Refused",
  },

  side: {
    label: "Details",
    open: "Open the panel",
    close: "Close the panel",
    tabs: {
      lesson: "Lesson",
      code: "Code",
      knobs: "Knobs",
      metrics: "Metrics",
      words: "Words",
      goroutines: "Goroutines",
      output: "Output",
    },
  },

  code: {
    file: "File",
    label: "Source of the running scene",
    none: "The source appears when the scene is loaded.",
  },

  knobs: {
    invalid: (knob: Knob) => `${knob.label} takes ${knobRange(knob)}.`,
    restore: "Back to defaults",
  },

  goroutines: {
    caption: "Goroutines",
    name: "Name",
    state: "State",
    where: "Where",
    channels: "Channels",
    channel: "Channel",
    fill: "Held",
    buckets: "Buckets",
    bucket: "Bucket",
    closed: "closed",
    unbuffered: "hand-over",
    none: "No goroutine is alive.",
  },

  words: {
    picture: (letter?: string) => (letter ? `Picture ${letter}` : "The picture"),
    station: "Station",
    now: "Now",
    events: "What happened",
    none: "Nothing has happened yet.",
    follow: "The last events before the playhead. Choose one to go there.",
    aloud: "Read aloud",
    aloudHint: "A screen reader says where the jobs are, at most every 5 seconds.",
    summary: (at: string, parts: readonly string[]) => `At ${at}: ${parts.join(", ")}.`,
    parts: {
      inFlight: "in flight",
      queued: "in queues",
      completed: "completed",
      rejected: "rejected",
      failed: "failed",
      cancelled: "cancelled",
    },
    nobody: "no jobs yet",
  },

  metrics: {
    window: "Window",
    windows: { 10000: "Last 10 s", 60000: "Last 60 s", 0: "Whole run" } as Readonly<Record<number, string>>,
    span: (from: string, until: string, jobs: number) =>
      `${from} to ${until}: ${jobs === 1 ? "1 job" : `${count(jobs)} jobs`} completed`,
    csv: "CSV",
    csvLabel: "CSV: download the run over time",
    rates: "Jobs per second",
    offered: "offered",
    throughput: "completed",
    refusals: "refused",
    jobs: "Jobs",
    inFlight: "in flight",
    queued: "in queues",
    queueMax: "at most",
    utilisation: "Utilisation of the workers, in percent",
    busy: "working",
    chart: (title: string, facts: string) =>
      `${title}, over time. In the window: ${facts}. A click moves the playhead.`,
    at: (from: string, until: string) => `${from} to ${until}`,
    beyond: (most: string) => `a burst of ${most} is beyond the axis`,
    missing: "The chart could not be fetched. Reload the page; the table below says the same.",
    series: "The charts as a table",
    from: "From",
    latency: "Latency of completed jobs",
    step: "Time",
    jobCount: "Jobs",
    max: "max",
    steps: { waitMs: "Waiting", serviceMs: "In service", totalMs: "Total" },
    spread: "How these times are spread",
    bars: (step: string, median: string) =>
      median ? `${step}: half of the jobs took ${median} or less` : step,
    under: (limit: string) => `< ${limit}`,
    little: "Little’s law",
    l: "L, in flight",
    lambda: "λ, ended",
    w: "W, each for",
    product: "λ × W",
    when: "λ and W are of all jobs that ended, refused ones too. λ × W is L over a window that has settled; they differ while a backlog grows or drains, and in a window that is short beside W.",
  },

  output: {
    none: "The scene has printed nothing yet.",
    label: "Lines printed by the scene",
  },

  end: {
    titles: {
      deadlock: "Deadlock",
      leak: "Goroutine leak",
      panic: "Panic in the scene",
      spin: "A goroutine never rests",
      done: "The run is over",
    } as Readonly<Record<string, string>>,
    label: "How the run ended",
    other: "The scene has ended",
    left: "Goroutines left",
    goroutines: (n: number) => (n === 1 ? "1 goroutine is left" : `${count(n)} goroutines are left`),
    more: (n: number) => `and ${count(n)} more`,
    again: "Run again",
  },

  help: {
    title: "Help",
    intro:
      "What runs here is the Go program in the Code panel, in this browser's own goroutine scheduler. Every dot is a job, every ring a goroutine, and all of it shares one virtual clock that you can pause, slow down, step and race. A click on the client sends a job.",
    pausedNote: "The clock stands still while this is open.",
    keys: "Keyboard",
    singleKeys: "Single-key shortcuts (, . [ ] 1 2 3 4 r ?)",
    close: "Close",
    rows: [
      [["Space"], "Play or pause"],
      [[",", "."], "One event back, forward"],
      [["[", "]"], "To the last mark, the next mark"],
      [["←", "→"], "Slower, faster"],
      [["1", "2", "3", "4"], "Send 1, 10, 100 or 1,000 jobs"],
      [["r"], "Reset to time 0 with the same seed"],
      [["?"], "This help"],
      [["Tab"], "Next control; it leaves the picture, too"],
    ] as readonly (readonly [keys: readonly string[], effect: string])[],
  },
};

/** What another language's file, strings.LANGUAGE.ts, exports by default. */
export type Strings = typeof english;

/** The texts in the language of the person at the page, as far as there is a file for it. */
export const { language, strings } = await translate(english);

function knobRange(knob: Knob): string {
  if (knob.kind === "choice") return knob.options.map((option) => option.label).join(", ");
  const unit = knob.unit ? ` ${knob.unit}` : "";
  return `${knob.min} to ${count(knob.max)}${unit}`;
}

/** A reason from elsewhere as a sentence: capital first, full stop last. */
function sentence(reason: string): string {
  const text = reason.trim();
  return text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? "" : ".");
}
