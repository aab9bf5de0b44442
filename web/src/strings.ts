import { count, duration, megabytes } from "./format.ts";
import { translate } from "./language.ts";
import type { BlockedLine, Finding, Knob } from "./session/api.ts";
import type { LaneSpan, StoryStep } from "./session/core.ts";

/** Every text that the page itself shows or throws, in English. Scenes bring their own. */
const english = {
  name: "Sluice",

  api: {
    notRunning: "The Go program is not running: wait for sluice.ready, or restart it on the page.",
    noScenes: "The Go program has no scenes.",
    badRun: (ms: number) => `run takes a number of virtual milliseconds from 0 up, not ${ms}.`,
    badWindow: (ms: number) => `metrics takes a number of virtual milliseconds from 0 up, not ${ms}.`,
    unknownCall: (name: string) => `There is no call “${name}”. The README lists those that there are.`,
    unknownEvent: (name: string, names: readonly string[]) =>
      `There is no event “${name}”. There are ${names.join(", ")}.`,
    otherRun: "Another run was loaded meanwhile.",
    interrupted: "The fast-forward stopped because another command came in between.",
  },

  address: {
    unknown: (name: string) =>
      `The address has an unknown parameter “${name}”. Known are scene, variant, seed, knob.NAME, beside, speed, at, run, theme, tab, present, embed, controls and origin.`,
    bad: (name: string, value: string, kinds: string) =>
      `The address asks for ${name} “${shortened(value)}”. ${kinds}`,
    kinds: {
      theme: "There are system, light and dark.",
      tab: "There are lesson, program, results, code, knobs, metrics, words, goroutines and output.",
      open: "It is the address of a recorded run beside this page, such as run.sluice.",
      watch: "It is the address of a running program's events beside this page, as sluice watch prints it.",
      speed: "It is a number from 0.01 to 1000, so the speed is 1.",
      at: "It is a number of milliseconds from 0 to a day of them, so the scene starts at 0.",
      present: "1 begins as a presentation.",
      embed: "It is 1 in a page inside of another one, so the whole page is shown.",
      controls: "There are none, transport and all.",
      origin: "It is like https://school.example, without a path, so no other page is listened to.",
    },
    run: (reason: string) =>
      `The run in the address (its parameter “run”) cannot be shown: ${uncapital(reason)} The scene starts at 0 instead.`,
    beside: (text: string) =>
      `The address asks for “${shortened(text)}” beside the scene. It is written SCENE/VARIANT;KNOB=VALUE, each as it is in that scene, so nothing is put there.`,
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
    reading: "Reading the run",
    read: (share: number) => `${Math.floor(100 * share)} %`,
    failed: "The scene could not be loaded",
    stopped: "The Go program has stopped",
    retry: "Try again",
    restart: "Restart",
    saveRun: "Save the run",
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
    otherBuild:
      "A new version of Sluice has taken the place of the one that this page was opened with. Reload the page to go on.",
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
    noMemory:
      "The browser gives the program no more memory. Save the run, then restart: that begins the same scene from time 0. Fewer jobs at once, or a shorter run, take less.",
    notBack: (reason: string) =>
      `The browser took the picture away, and the run could not be brought back, so the scene begins again. ${sentence(reason)}`,
    unexpected: (reason: string) => `${sentence(reason)} Try again, or reload the page.`,
  },

  canvas: {
    frame: "Running scene",
    label: "Picture of the running scene. The panel “Words” says the same.",
  },

  top: {
    variants: "Variant",
    share: "Share this run",
    help: "Help and keyboard",
    present: "Present to an audience (p)",
    theme: {
      system: "Theme: system",
      light: "Theme: light",
      dark: "Theme: dark",
    },
  },

  tour: {
    invitation: "New here? Click the client in the picture, or press 1, to send a job.",
    start: "Show me around",
    dismiss: "Dismiss this invitation",
    again: "Show me around",
    progress: "{{current}} of {{total}}",
    next: "Next",
    back: "Back",
    done: "Done",
    steps: [
      [
        "It really runs",
        "Each ring is a goroutine, each dot a job. What moves here is a Go program in your browser. Click the client to send it a job.",
      ],
      [
        "No job gets lost",
        "Each job that was offered is in exactly one of these places, and the sum is checked after every step.",
      ],
      [
        "Go back",
        "Drag the playhead, step event by event, or jump between marks. What you change in the past begins another future.",
      ],
      [
        "Read what runs",
        "This is the code that was compiled. The lesson beside it has tasks that tick themselves off.",
      ],
      [
        "Nineteen scenes",
        "Each shows a pattern going right, and going wrong. Put variants side by side with the button at the top.",
      ],
    ] as readonly (readonly [title: string, text: string])[],
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

  present: {
    controls: "Presentation",
    scenario: "Scenario",
    question: "Question",
    predict: "What do you expect?",
    place: (n: number, ticked: boolean) => `Scenario ${n}${ticked ? ", done" : ""}`,
    answer: (option: string, why: string) => `${sentence(option)} ${why}`,
    looping: "Loop",
    blanked: "The screen is blank. The same key brings it back.",
    back: "Back (Page Up)",
    next: "Next (Page Down)",
    reset: "Start again (r)",
    blank: "Blank the screen (b)",
    loop: "Loop (l)",
    notes: "Notes in a second window (n)",
    fullscreen: "Full screen (f)",
    leave: "Leave the presentation (Escape)",
    blocked: "The browser did not open the notes window. Allow pop-ups for this page, then press n again.",
  },

  notes: {
    title: "Notes",
    alone: "This window belongs to no presentation. Close it, present the page (p) and press n there.",
    silent: "Nothing is being presented. Go to the Sluice window and press p; the notes then show here.",
    elapsed: "Elapsed",
    restart: "From zero",
    present: "Now",
    following: "Next",
    last: "This is the last one.",
    scene: "The scene as it is",
    scenario: (n: number, of: number) => `Scenario ${n} of ${of}`,
    ask: "Ask",
    answer: "Answer",
    back: "Back",
    next: "Next",
    begin: "Begin",
    blank: "Blank",
    unblank: "Show again",
    reset: "Reset",
    states: { asking: "Asking", ticked: "Done", blank: "Blank", loop: "Loop" },
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
    filling: (percent: number) => `Recording ${percent} % full`,
    full: "Recording full",
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
      program: "Program",
      results: "Results",
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
    pattern: "Pattern",
    wiring: "Wiring of the scene",
    last: "To the line of the last event",
    line: (n: number) => `Line ${n}`,
    nobody: "Nobody stands here.",
    /** Who stands at a line, in words and in a badge. */
    stand: (stands: readonly { readonly state: string; readonly count: number }[]) =>
      stands
        .map(
          ({ state, count: n }, i) =>
            `${count(n)} ${i > 0 ? "" : n === 1 ? "goroutine " : "goroutines "}${state}`,
        )
        .join(", "),
    standFace: (n: number) => (n > 99 ? "99+" : String(n)),
    heat: "Time blocked, by line",
    /** What is told of a line where goroutines were blocked. */
    heatLine: ({ held, idle, slept, now }: BlockedLine) =>
      [
        held.waits > 0 &&
          `Held up for ${duration(held.ms)} in ${count(held.waits)} waits, at most ${duration(held.longestMs)}`,
        idle.waits > 0 &&
          `Waited for work or for others for ${duration(idle.ms)} in ${count(idle.waits)} waits`,
        slept.waits > 0 && `Slept for ${duration(slept.ms)}`,
        now > 0 && `${count(now)} there at the end`,
      ]
        .filter(Boolean)
        .join("; "),
    details: "Below the code",
    close: "Close this",
  },

  story: {
    field: "Job",
    title: (job: number) => `Job ${job}`,
    of: (job: number) => `Story of job ${job}`,
    none: "The run has no such job yet.",
    step: (step: StoryStep) => storySteps[step.what](step),
  },

  knobs: {
    invalid: (knob: Knob) => `${knob.label} takes ${knobRange(knob)}.`,
    restore: "Back to defaults",
  },

  strip: {
    title: "Over time",
    label:
      "What each goroutine did over time: arrow keys choose a block. The table below says what each does now.",
    closer: "Shorter time",
    farther: "Longer time",
    width: (span: string) => span,
    rest: (more: number, until: string) =>
      [
        more > 0 ? `${count(more)} more goroutines are not shown.` : "",
        until ? `Known up to ${until} so far.` : "",
      ]
        .filter(Boolean)
        .join(" "),
    told: (span: LaneSpan, from: string, to: string, lasted: string) => {
      const parts = [
        `${span.name} ${span.g} was ${span.state}${span.waitingOn ? ` (${span.waitingOn})` : ""}`,
        `from ${from} to ${to}, ${lasted}`,
        span.job > 0 ? `with job ${span.job}` : "",
        span.by ? `until ${span.by} ${span.byGoroutine} let it go on` : "",
      ];
      return `${parts.filter(Boolean).join(", ")}.`;
    },
    there: "Go to its start",
  },

  goroutines: {
    caption: "Goroutines",
    name: "Name",
    state: "State",
    where: "Where",
    job: "Job",
    number: (id: number) => `#${id}`,
    channels: "Channels",
    channel: "Channel",
    fill: "Held",
    buckets: "Buckets",
    bucket: "Bucket",
    closed: "closed",
    unbuffered: "hand-over",
    none: "No goroutine is alive.",
    more: (n: number, what: string) => `And ${count(n)} more ${what}.`,
    kinds: { goroutines: "goroutines", channels: "channels" },
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

  results: {
    step: "Step",
    play: "Play",
    race: "Full speed",
    raceHint: "As fast as the machine allows, until the step is over",
    empty: "No step has been done yet",
    emptyText:
      "A step sends so many requests and ends when the last one has come back. What came of it stands here then, and is kept to be compared with other runs.",
    begin: "Do all steps, one after the other",
    progress: "How many requests have come back",
    goesOn: (back: string, requests: string) => `${back} of ${requests} requests have come back`,
    present: "This run, step by step",
    requests: "Requests",
    requestsEach: "requests",
    measures: {
      throughput: "completed/s",
      p50: "p50",
      p95: "p95",
      p99: "p99",
      max: "longest",
      completed: "completed",
      refused: (reason: string) => `refused: ${reason}`,
      failed: "gave up",
      retries: "retries",
      virtual: "virtual time",
      wall: "wall time",
      events: "events",
      log: "log",
      memory: "memory",
      unknown: "not measured",
      instant: "< 1 ms",
    },
    compare: "Compare two runs",
    first: "This run",
    second: "With this run",
    with: "with",
    thisRun: (variant: string) => `This run: ${variant}`,
    earlierRun: (variant: string, at: string) => `${at}: ${variant}`,
    nothingInCommon: "They have no step of the same size. Do one in this run that the other one has.",
    differs: (parts: readonly string[]) =>
      parts.length > 0 ? `Set otherwise: ${parts.join("; ")}.` : "Both have the same settings.",
    turned: (name: string, one: string, other: string) => `${name} ${one}, not ${other}`,
    variant: "variant",
    seed: "seed",
    ratio: "Ratio",
    times: (ratio: string) => `${ratio}×`,
    same: "same",
    better: "better",
    worse: "worse",
    kept: "Kept runs",
    stepsOf: (seed: number, sizes: string) => `seed ${seed}; ${sizes} requests`,
    columns: { run: "Run", requests: "Requests" },
    csv: "CSV",
    csvLabel: "CSV: save the results of all kept runs",
    json: "JSON",
    jsonLabel: "JSON: save the results of all kept runs",
    markdown: "Copy as Markdown",
    copied: "Copied",
    notCopied: "This page may not write to the clipboard. Save the results as CSV instead.",
    forget: (run: string) => `Forget: ${run}`,
    forgetAll: "Forget all",
  },

  output: {
    none: "Nothing has been printed yet.",
    label: "Printed lines",
  },

  end: {
    titles: {
      deadlock: "Deadlock",
      leak: "Goroutine leak",
      panic: "Panic in the scene",
      spin: "A goroutine never rests",
      done: "The run is over",
      exit: "The program ended itself",
      killed: "The program was ended",
      cut: "The recording is full",
    } as Readonly<Record<string, string>>,
    programTitles: {
      leak: "The run is over",
      panic: "Panic",
    } as Readonly<Record<string, string>>,
    label: "How the run ended",
    other: "The scene has ended",
    left: "Goroutines left",
    goroutines: (n: number) => (n === 1 ? "1 goroutine is left" : `${count(n)} goroutines are left`),
    more: (n: number) => `and ${count(n)} more`,
    again: "Run again",
    replay: "From the start",
  },

  program: {
    noLink: "The recording of a program has no link: export it as a file, and hand that on.",
    notServed: (status: number) => `The run could not be fetched (status ${status}).`,
    ran: "What ran",
    facts: {
      package: "Program",
      clock: "Clock",
      seed: "Seed",
      seen: "Seen",
      lasted: "Lasted",
      events: "Events",
      goroutines: "Goroutines",
      channels: "Channels",
      values: "Values sent",
    },
    clocks: {
      virtual: "Virtual: it jumps while all goroutines wait",
      real: "Real, with true parallelism",
    } as Readonly<Record<string, string>>,
    seen: (part: string) =>
      `${part} of the time, so that watching costs the program little. What was under way in a gap is counted as cancelled.`,
    groups: "Groups",
    groupsIntro:
      "Goroutines that were started at one line. Open a group, here or by a click on it in the picture, to see each.",
    noGroups: "Each goroutine was started at a line of its own.",
    members: (n: number) => `${count(n)} goroutines`,
    open: (label: string) => `Open ${label}`,
    close: (label: string) => `Close ${label}`,
    openFace: "Open",
    closeFace: "Close",
    found: "What was found",
    severities: { error: "Error", warning: "Warning", note: "Note" },
    /** The reading of a recording that has so many events. */
    readingEvents: (read: number, of: number) =>
      `The recording is being looked at: ${count(read)} of ${count(of)} events.`,
    nothing: (events: number) =>
      `Nothing was found: no deadlock, no goroutine that is stuck, no panic, no value left behind in ${count(events)} events. Another run of the program may take another way.`,
    goesOn: "The run goes on: who is left, and why, is judged when it has ended.",
    toMoment: (at: string) => `To ${at}`,
    about: ({ goroutines, more }: Finding) => {
      const names = [...Map.groupBy(goroutines.slice(0, 6), ({ name }) => name)].map(
        ([name, all]) => `${name} ${all.map(({ id }) => `#${id}`).join(", ")}`,
      );
      const rest = goroutines.length + more - 6;
      return names.join(", ") + (rest > 0 ? ` and ${count(rest)} more` : "");
    },
    reading: "How to read the picture",
    howToRead: [
      "Goroutines that were started at one line stand together, and so do channels that were made at one line.",
      "Each value that is sent is a job. Who has received it has it in hand until it sends something on, waits for the next value, or returns.",
    ],
  },

  yourProgram: {
    entry: "Your own program",
    title: "Your own program",
    intro:
      "Sluice records any Go program: its goroutines, channels, selects and locks, without a change to its source. Run these in Sluice’s folder.",
    record: "Record it",
    recordIntro:
      "Builds a main package with probes, runs it under virtual time, or with -real by the real clock, and shows the run here. Its output and exit status stay what they are.",
    recordCommand: "go run . record -serve ./path/to/main",
    watch: "Watch it while it runs",
    watchIntro: "Starts a service by the real clock and shows it live; under load it shows a sample.",
    watchCommand: "go run . watch ./path/to/main",
    open: "Open a recording",
    openIntro:
      "A file that record has written, or a run that was exported here. It can also be dropped on the page.",
    choose: "Choose a file",
  },

  watching: {
    refused: "The program's events cannot be had: see whether it still runs, then reload this page.",
    broken: (reason: string) => `The program is no longer watched: ${uncapital(reason)}`,
    live: "Live",
    sample: (part: string) => `Live, ${part} seen`,
    toLive: "Go to the present moment of the running program",
  },

  renewal: {
    ready: "A new version of Sluice is ready.",
    reload: "Reload",
  },

  embed: {
    open: "Open in Sluice",
  },

  share: {
    title: "Share this run",
    close: "Close",
    link: "Link",
    linkIntro: "It carries the scene, its knobs and everything that was done, and runs them again.",
    atMoment: (at: string) => `Open at this moment (${at}); otherwise play from the start`,
    tooLong:
      "Too much was done in this run for a link, so this one leads to the scene at time 0. Export the run as a file to share all of it.",
    copy: "Copy",
    copyOf: (what: string) => `Copy: ${what}`,
    copied: "Copied",
    copyByHand: "This page may not write to the clipboard. The text is selected: copy it with the keyboard.",
    embed: "Embed in a page",
    snippet: "HTML snippet",
    frameTitle: "A scene of Sluice: Go concurrency, running",
    sizeLabel: "Size",
    size: (width: string, height: string) =>
      width === "100%" ? `Full width × ${height}` : `${width} × ${height}`,
    controlsLabel: "Controls",
    controls: { none: "none", transport: "clock and timeline", all: "all" },
    files: "File",
    filesIntro: "The whole event log, however long. A file that is dropped on the page is opened.",
    export: "Export the run",
    import: "Open a run…",
    drop: "Drop a run to open it",
    fileTooLarge: "It has more than 256 MB, which is no run of Sluice.",
    imported: (name: string) =>
      `The run in ${name} is open at its start. Play it, or go anywhere on the timeline.`,
    notImported: (name: string, reason: string) => `${name} cannot be opened. ${sentence(reason)}`,
    pictures: "Picture and video",
    picture: "Save a picture",
    video: "Record a video…",
    stop: "Stop and save",
    recording: "Recording a video",
    recorded: (ms: number, longest: number) =>
      `Recording: ${Math.floor(ms / 1000)} s of at most ${Math.round(longest / 1000)} s`,
    videoSaved: "The video is among your downloads.",
    noRecorder:
      "This browser cannot record a canvas. Take the video with another one, or with its screen recorder.",
  },

  help: {
    title: "Help",
    intro:
      "What runs here is the Go program in the Code panel, in this browser's own goroutine scheduler. Every dot is a job, every ring a goroutine, and all of it shares one virtual clock that you can pause, slow down, step and race. A click on the client sends a job, one on a job tells its story, and one on a worker shows its line. In the Code panel, a click on a line tells who stands there.",
    pausedNote: "The clock stands still while this is open.",
    keys: "Keyboard",
    singleKeys: "Single-key shortcuts (all of a letter, a digit or a sign)",
    close: "Close",
    rows: [
      [["Space"], "Play or pause"],
      [[",", "."], "One event back, forward"],
      [["[", "]"], "To the last mark, the next mark"],
      [["←", "→"], "Slower, faster"],
      [["1", "2", "3", "4"], "Send 1, 10, 100 or 1,000 jobs"],
      [["r"], "Reset to time 0 with the same seed"],
      [["s"], "Share this run"],
      [["p"], "Present to an audience"],
      [["?"], "This help"],
      [["↑", "↓", "Enter"], "In the code: to another line, to those who stand there"],
      [["Tab"], "Next control; it leaves the picture, too"],
    ] as readonly (readonly [keys: readonly string[], effect: string])[],
    presenting: "Keyboard while presenting",
    presentingRows: [
      [["PgDn", "PgUp"], "Next, last scenario or scene; a remote sends these"],
      [["1", "…", "9"], "A prepared scenario of the scene"],
      [["Space"], "From the question to the scenario; else play or pause"],
      [[".", "b"], "Blank the screen, show it again"],
      [["r"], "Start the scenario again"],
      [["l"], "Loop: start again 3 s after the end"],
      [["n"], "Notes in a second window"],
      [["f"], "Full screen on or off"],
      [["Esc", "p"], "Leave; what was there before comes back"],
    ] as readonly (readonly [keys: readonly string[], effect: string])[],
  },
};

/** What another language's file, strings.LANGUAGE.ts, exports by default. */
export type Strings = typeof english;

/** The texts in the language of the person at the page, as far as there is a file for it. */
export const { language, strings } = await translate(english);

/** What happened to a job, in words. */
const storySteps: Readonly<Record<StoryStep["what"], (step: StoryStep) => string>> = {
  offered: (step) => `offered by ${who(step)}`,
  admitted: ({ where, n }) => `took a token from ${where}, ${count(n)} left`,
  waits: (step) => `${who(step)} waits to send it to ${step.where}`,
  queued: ({ where, n }) => `queued in ${where}, ${n === 0 ? "first in line" : `behind ${count(n)}`}`,
  taken: (step) => `taken from ${step.where} by ${who(step)}`,
  handed: (step) => `handed to ${who(step)}`,
  tried: (step) => `attempt ${step.n} by ${who(step)}`,
  backsOff: ({ n, reason, delayMs }) => `attempt ${n} failed: ${reason}; backs off ${duration(delayMs)}`,
  completed: (step) => `completed by ${who(step)}`,
  rejected: ({ reason }) => `rejected: ${reason}`,
  failed: ({ reason }) => `given up: ${reason}`,
  cancelled: ({ reason }) => `cancelled: ${reason}`,
};

function who({ name, goroutine }: StoryStep): string {
  return `${name} #${goroutine}`;
}

function knobRange(knob: Knob): string {
  if (knob.kind === "choice") return knob.options.map((option) => option.label).join(", ");
  const unit = knob.unit ? ` ${knob.unit}` : "";
  return `${knob.min} to ${count(knob.max)}${unit}`;
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

/** A sentence as it goes on behind a colon. */
function uncapital(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** A reason from elsewhere as a sentence: capital first, full stop last. */
function sentence(reason: string): string {
  const text = reason.trim();
  return text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? "" : ".");
}
