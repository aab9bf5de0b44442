import { button, el, setAttributes, setText } from "../dom.ts";
import { moment, speed as speedText } from "../format.ts";
import { parseSeed } from "../session/address.ts";
import type { Session } from "../session/session.ts";
import type { Shortcuts } from "../shortcuts.ts";
import { strings } from "../strings.ts";
import { commandGroup, onPaint, pollWhileVisible } from "./commands.ts";
import { type IconName, icon } from "./icons.ts";
import { fillSlider } from "./slider.ts";

/** The controls of the virtual clock. */
export function createTransport(session: Session, shortcuts: Shortcuts, ...more: HTMLElement[]): HTMLElement {
  const time = el(
    "output",
    { class: "time", "aria-label": strings.transport.time, "aria-live": "off" },
    moment(0),
  );
  onPaint(session, (frame) => setText(time, moment(frame.playheadMs)));
  const clock = el(
    "div",
    { class: "clock" },
    iconButton("lastMark", strings.transport.lastMark, () => shortcuts.mark(false)),
    iconButton("back", strings.transport.back, () => shortcuts.step(-1)),
    iconButton("step", strings.transport.step, () => shortcuts.step(1)),
    iconButton("nextMark", strings.transport.nextMark, () => shortcuts.mark(true)),
    iconButton("reset", strings.transport.reset, shortcuts.reset),
    ...more,
    speedControl(session),
    seedControl(session),
    liveButton(session),
    time,
  );
  return el(
    "div",
    { class: "transport", role: "group", "aria-label": strings.transport.label },
    commandGroup(session, playButton(session, shortcuts), clock),
  );
}

function iconButton(name: IconName, label: string, onClick: () => void): HTMLElement {
  return button({ class: `btn icon to-${name}`, "aria-label": label, title: label }, [icon(name)], onClick);
}

function playButton(session: Session, shortcuts: Shortcuts): HTMLElement {
  const element = button({ class: "btn primary play" }, [], shortcuts.togglePlay);
  let shown: boolean | undefined;
  const show = (playing: boolean) => {
    if (playing === shown) return;
    shown = playing;
    const label = playing ? strings.transport.pause : strings.transport.play;
    element.replaceChildren(icon(playing ? "pause" : "play"), label);
  };
  session.events.on("frame", (frame) => show(frame.playing !== 0));
  show(false);
  return element;
}

/** Goes to the present moment of a program that is watched, and tells whether one is there. */
function liveButton(session: Session): HTMLElement {
  const element = button(
    { class: "btn live", hidden: true, title: strings.watching.toLive },
    [strings.watching.live],
    () => session.attempt(() => session.toPresent()),
  );
  pollWhileVisible(session, element, () => {
    const seen = session.core.loaded().program?.seen;
    setText(element, seen ? strings.watching.sample(seen) : strings.watching.live);
  });
  session.events.on("frame", ({ live }) => {
    element.hidden = live === 0;
    setAttributes(element, { "aria-pressed": String(live === 2) });
  });
  return element;
}

/** The slider's ends, as powers of ten; what a program does can be over in a moment. */
const slowest = { scene: -2, program: -6 } as const;

/** A slider over five decades of speed, and more for a program; its value is the power of ten. */
function speedControl(session: Session): HTMLElement {
  const slider = el("input", {
    id: "speed",
    class: "slider",
    type: "range",
    min: slowest.scene,
    max: 3,
    step: 0.01,
    value: 0,
  });
  const value = el("output", { for: "speed", "aria-live": "off" });
  const show = (speed: number) => {
    const text = speedText(speed);
    if (value.textContent === text) return;
    slider.value = String(Math.log10(speed));
    setAttributes(slider, { "aria-valuetext": text });
    fillSlider(slider);
    setText(value, text);
  };
  slider.addEventListener("input", () =>
    session.attempt(() => session.speed(roundSpeed(10 ** slider.valueAsNumber))),
  );
  session.events.on("load", ({ program }) => {
    setAttributes(slider, { min: program ? slowest.program : slowest.scene });
    setText(value, ""); // so that the slider is set anew
  });
  session.events.on("frame", (frame) => show(frame.speed));
  show(1);
  return el(
    "div",
    { class: "speed" },
    el("label", { for: "speed" }, strings.transport.speed),
    el("span", { class: "speed-track" }, slider),
    value,
  );
}

/** The nearest speed with two significant digits. */
function roundSpeed(speed: number): number {
  return Number(speed.toPrecision(2));
}

function seedControl(session: Session): HTMLElement {
  const field = el("input", {
    id: "seed",
    class: "field",
    type: "text",
    inputmode: "numeric",
    autocomplete: "off",
    "aria-describedby": "seed-problem",
  });
  const problem = el("span", { id: "seed-problem", class: "problem", role: "alert" });
  const check = (text: string) => {
    setText(problem, text);
    setAttributes(field, { "aria-invalid": String(text !== "") });
  };
  field.addEventListener("change", () => {
    const seed = parseSeed(field.value);
    if (seed === undefined) return check(strings.transport.seedInvalid);
    const loaded = session.loaded;
    if (!loaded) return;
    try {
      session.load(loaded.id, { variant: loaded.variant, seed, knobs: loaded.knobs });
    } catch (error) {
      check((error as Error).message);
    }
  });
  const element = el(
    "div",
    { class: "seed" },
    el("label", { for: "seed" }, strings.transport.seed),
    field,
    problem,
  );
  session.events.on("load", ({ seed, program }) => {
    element.hidden = program !== undefined; // it is one of the facts that are told
    field.value = String(seed);
    check("");
  });
  return element;
}
