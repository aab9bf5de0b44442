import "./styles/canvas.css";
import { recordingBudget } from "./canvas/budget.ts";
import { holdClock } from "./canvas/clock.ts";
import { Cover } from "./canvas/cover.ts";
import { LoadError, loadProgram, type ProgramFile } from "./canvas/download.ts";
import { drawGlyphs, loadFaces } from "./canvas/glyphs.ts";
import { type Exit, Program, runtimeLoaded } from "./canvas/program.ts";
import { unsupported } from "./canvas/support.ts";
import { byId, el, setAttributes } from "./dom.ts";
import { saveRun } from "./page/runfiles.ts";
import { loadAddress, parseAddress } from "./session/address.ts";
import { comeBack, leave } from "./session/comeback.ts";
import type { Core, Host } from "./session/core.ts";
import { keepAddress } from "./session/history.ts";
import { sessionShortcuts } from "./session/shortcuts.ts";
import { joinOrPublish } from "./session/sluice.ts";
import { bindShortcuts } from "./shortcuts.ts";
import { language, strings } from "./strings.ts";
import { applyTheme, onSystemTheme, readTokens, storedTheme } from "./theme.ts";

document.documentElement.lang = language;
const { session, alone } = joinOrPublish();
const address = parseAddress(location);
const cover = new Cover();
const wasm = JSON.parse(byId("manifest").textContent ?? "") as ProgramFile;
const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");

/** How much larger the picture's text is for an audience. */
const largeText = 1.7;

/** Events that Ebitengine cancels whether the scene uses them or not. */
const swallowed = ["keydown", "keyup", "wheel", "touchstart", "touchmove", "touchend"] as const;

/** Ends this page's listening when it is reloaded; the session may live on. */
const page = new AbortController();

let program: Program | undefined;

if (alone) {
  session.theme = address.theme ?? storedTheme();
  session.events.on("notice", (text) => byId("notices").append(el("p", {}, text)));
  bindShortcuts(window, sessionShortcuts(session), () => true);
  keepAddress(session, false);
} else {
  session.events.on("address", followAddress, page.signal);
}
dress();
session.events.on("theme", dress, page.signal);
session.events.on("present", dress, page.signal);
onSystemTheme(dress);
session.events.on("ready", reveal, page.signal);
session.events.on("opening", (share) => cover.reading(share), page.signal);

reducedMotion.addEventListener("change", () => {
  if (session.running) session.core.reducedMotion(reducedMotion.matches);
});
document.addEventListener("visibilitychange", () => session.hold("tab", document.hidden));
for (const type of swallowed) window.addEventListener(type, keepFromCanvas, { capture: true });
window.addEventListener("pagehide", () => {
  page.abort();
  if (program && contextLost()) session.left = leave(session, program.runs());
  session.detach();
});

start("default");

/** Loads and runs the Go program; every way that this can fail ends on the cover. */
async function start(cache: RequestCache): Promise<void> {
  if (session.build !== BUILD) {
    const reload = { label: strings.renewal.reload, run: () => window.parent.location.reload() };
    return cover.fail({ title: strings.load.failed, sentence: strings.load.otherBuild, actions: [reload] });
  }
  const lack = unsupported();
  if (lack) return cover.fail({ title: strings.load.failed, sentence: lack });
  const retry = { label: strings.load.retry, run: () => void start("reload") };
  if (!runtimeLoaded()) {
    const reload = { ...retry, run: () => location.reload() };
    return cover.fail({ title: strings.load.failed, sentence: strings.load.noRuntime, actions: [reload] });
  }
  cover.progress();
  try {
    program = new Program(host());
    const [instance] = await Promise.all([
      loadProgram(wasm, program.imports, cache, (received, total) => cover.progress(received, total)),
      loadFaces(),
    ]);
    const exit = await program.run(instance, attach);
    if (contextLost()) location.reload();
    else ended(exit, program);
  } catch (error) {
    const { message } = error as Error;
    const sentence = error instanceof LoadError ? message : strings.load.unexpected(message);
    cover.fail({ title: strings.load.failed, sentence, actions: [retry] });
  }
}

function host(): Host {
  return {
    frame: (values) => session.receiveFrame(values),
    event: (name, detail) => session.receive(name, detail),
    glyphs: drawGlyphs,
    hold: holdClock,
  };
}

function attach(core: Core): void {
  dressCanvas(core);
  core.reducedMotion(reducedMotion.matches);
  core.budget(recordingBudget());
  session.hold("tab", document.hidden);
  session.attach(core);
  if (!comeBack(session)) loadAddress(session, address);
}

/** Whether the browser has taken the graphics context away, in which case the program may end in the middle of a frame. */
function contextLost(): boolean {
  return document.querySelector("canvas")?.getContext("webgl2")?.isContextLost() ?? false;
}

/** Says how the program ended, and hands out the run as far as it came. */
function ended({ headline, output }: Exit, program: Program): void {
  session.detach();
  const [run] = program.runs();
  const full = /out of memory/.test(output);
  const sentence = full ? strings.load.noMemory : strings.load.ended(headline);
  session.events.emit("error", { message: sentence });
  const restart = { label: strings.load.restart, run: () => location.reload() };
  const save = { label: strings.load.saveRun, run: () => run && saveRun(session, run) };
  cover.fail({
    title: strings.load.stopped,
    sentence,
    detail: output,
    actions: !run ? [restart] : full ? [save, restart] : [restart, save],
  });
}

/** Shows the canvas, which Ebitengine leaves without a name, outside of any landmark and first in the tab order. */
function reveal(): void {
  const canvas = document.querySelector("canvas");
  if (canvas && canvas.parentElement === document.body) {
    setAttributes(canvas, { tabindex: 0, role: "img", "aria-label": strings.canvas.label });
    byId("scene").append(canvas);
  }
  cover.hide();
}

/** Keeps this page's address such that it comes back to what the page around it shows. */
function followAddress(): void {
  const { search, hash } = window.parent.location;
  history.replaceState(null, "", location.pathname + search + hash);
}

function dress(): void {
  applyTheme(session.theme, session.presenting);
  if (session.running) dressCanvas(session.core);
}

function dressCanvas(core: Core): void {
  const { tokens, dark } = readTokens();
  core.theme(tokens, dark);
  core.enlarge(session.presenting ? largeText : 1);
}

/**
 * Keeps from Ebitengine what it would cancel and the scene has no use for: so Tab leaves the canvas, a
 * swipe, the wheel and the keys scroll the page, and a tap comes as the mouse click that it stands for.
 */
function keepFromCanvas(event: Event): void {
  if (event.target instanceof HTMLCanvasElement) event.stopPropagation();
}
