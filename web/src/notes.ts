import "./styles/notes.css";
import { button, el, setAttributes, setText } from "./dom.ts";
import type { Card, Cue, FromNotes, ToNotes } from "./presenter/cue.ts";
import { createStopwatch } from "./presenter/stopwatch.ts";
import { strings } from "./strings.ts";
import { applyTheme, onSystemTheme, storedTheme } from "./theme.ts";

const words = strings.notes;

/** The window with the presentation answers within this time, unless nothing is presented there. */
const patienceMs = 3000;
const askMs = 1000;

/** What the keys of this window do is done in the other one. */
const passedOn = /^(PageDown|PageUp|[.brl1-9])$/;

const dress = () => applyTheme(storedTheme());
dress();
onSystemTheme(dress);

const opener = window.opener as Window | null;
const say = (message: FromNotes) => opener?.postMessage(message, location.origin);
const press = (key: string) => say({ notes: "key", key });

const title = el("h1", {}, words.title);
const states = el("p", { class: "states", role: "status" });
const status = el("p", { class: "silence", role: "status" }, opener ? words.silent : words.alone);
const present = el("section", { class: "card", "aria-label": words.present });
const next = el("section", { class: "card quiet", "aria-label": words.following });
const notes = el("ul", { class: "notes" });
const on = button({ class: "btn primary" }, [words.next], () => press("PageDown"));
const blank = button({ class: "btn" }, [words.blank], () => press("b"));
const stage = el(
  "main",
  { hidden: true },
  present,
  el("section", {}, el("h2", {}, words.title), notes),
  next,
);
const controls = el(
  "footer",
  { class: "controls", hidden: true, "aria-label": strings.present.controls },
  button({ class: "btn" }, [words.back], () => press("PageUp")),
  on,
  blank,
  button({ class: "btn" }, [words.reset], () => press("r")),
);
document.body.append(
  el("header", {}, el("div", {}, title, states), createStopwatch()),
  status,
  stage,
  controls,
);

let heard = Number.NEGATIVE_INFINITY;
let shown = "";
window.addEventListener("message", ({ data, origin, source }: MessageEvent<Partial<ToNotes> | null>) => {
  if (origin !== location.origin || source !== opener || !data?.cue) return;
  heard = performance.now();
  show(data.cue);
});
window.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || !passedOn.test(event.key)) return;
  event.preventDefault();
  press(event.key);
});
setInterval(ask, askMs);
ask();

/** Asks to be told what is presented, and says so when nobody tells. */
function ask(): void {
  say({ notes: "hello" });
  if (performance.now() - heard > patienceMs) hide();
}

function hide(): void {
  shown = "";
  status.hidden = false;
  stage.hidden = controls.hidden = true;
  setText(title, words.title);
  setText(states, "");
}

function show(cue: Cue): void {
  const state = JSON.stringify(cue);
  if (state === shown) return;
  shown = state;
  status.hidden = true;
  stage.hidden = controls.hidden = false;
  setText(title, cue.title);
  setText(states, stateNames(cue).join(" · "));
  setText(on, cue.asking ? words.begin : words.next);
  setText(blank, cue.blank ? words.unblank : words.blank);
  setAttributes(blank, { "aria-pressed": String(cue.blank) });
  notes.replaceChildren(...cue.notes.map((note) => el("li", {}, note)));
  present.replaceChildren(el("h2", {}, words.present), ...inWords(cue.present));
  next.replaceChildren(
    el("h2", {}, words.following),
    ...(cue.next ? inWords(cue.next, cue.next.scene !== cue.title) : [el("p", {}, words.last)]),
  );
}

function stateNames({ asking, ticked, blank, loop }: Cue): string[] {
  return Object.entries({ asking, ticked, blank, loop }).flatMap(([name, is]) =>
    is ? [words.states[name as keyof typeof words.states]] : [],
  );
}

function inWords({ scene, number, of, text, question, answer, why }: Card, named = false): HTMLElement[] {
  const place = number > 0 ? words.scenario(number, of) : words.scene;
  const parts: HTMLElement[] = [
    el("p", { class: "place" }, named ? `${scene}: ${place}` : place),
    el("p", { class: "what" }, text),
  ];
  if (question) {
    parts.push(
      el(
        "dl",
        {},
        el("dt", {}, words.ask),
        el("dd", {}, question),
        el("dt", {}, words.answer),
        el("dd", {}, el("b", {}, answer), `. ${why}`),
      ),
    );
  }
  return parts;
}
