import { button, el, setAttributes, setText } from "../dom.ts";
import type { Knob, KnobValue, Scene } from "../session/api.ts";
import type { Session } from "../session/session.ts";
import { strings } from "../strings.ts";
import { commandGroup } from "./commands.ts";
import { fromPosition, positions, toPosition } from "./scale.ts";
import { fillSlider } from "./slider.ts";
import { createTarget } from "./target.ts";

/** One knob on the page. */
interface Row {
  readonly element: HTMLElement;
  show(value: KnobValue): void;
}

/** Turns a knob; returns the sentence that refuses it, or nothing. */
type Turn = (value: KnobValue) => string;

/** The settings of the loaded scene. */
export function createKnobs(session: Session): HTMLElement {
  const list = el("div", { class: "knobs" });
  const target = createTarget(session, () => {
    for (const [id, value] of Object.entries(target.values())) rows.get(id)?.show(value);
  });
  let rows = new Map<string, Row>();
  let shown: Scene | undefined;
  session.events.on("load", ({ scene, knobs }) => {
    if (scene && scene.id !== shown?.id) {
      rows = new Map(scene.knobs.map((knob) => [knob.id, createRow(knob, turn(session, knob, target.pane))]));
      list.replaceChildren(
        ...[...rows.values()].map(({ element }) => element),
        extras(session, scene, target.pane),
      );
    }
    shown = scene;
    for (const [id, value] of Object.entries(knobs)) rows.get(id)?.show(value);
  });
  session.events.on("knob", ({ id, value }) => {
    if (!target.pane()) rows.get(id)?.show(value);
  });
  return el("div", { class: "knobs-panel" }, target.element, commandGroup(session, list));
}

/** Which of the scenes side by side a knob turns; undefined for all. */
type Target = () => number | undefined;

function turn(session: Session, knob: Knob, pane: Target): Turn {
  return (value) => {
    try {
      session.set(knob.id, value, pane());
      return "";
    } catch (error) {
      return (error as Error).message;
    }
  };
}

function createRow(knob: Knob, turn: Turn): Row {
  return knob.kind === "choice" ? choiceRow(knob, turn) : rangeRow(knob, turn);
}

function rangeRow(knob: Knob, turn: Turn): Row {
  const id = `knob-${knob.id}`;
  const slider = el("input", {
    class: "slider",
    type: "range",
    min: 0,
    max: positions,
    "aria-label": knob.label,
  });
  const field = el("input", {
    id,
    class: "field",
    type: "number",
    min: knob.min,
    max: knob.max,
    step: "any",
    "aria-describedby": `${id}-problem`,
  });
  const problem = el("p", { id: `${id}-problem`, class: "problem", role: "alert" });
  const say = (text: string) => {
    setText(problem, text);
    setAttributes(field, { "aria-invalid": String(text !== "") });
  };
  const show = (value: KnobValue) => {
    say("");
    if (field.valueAsNumber !== value) field.value = String(value);
    if (fromPosition(knob, slider.valueAsNumber) !== value)
      slider.value = String(toPosition(knob, Number(value)));
    setAttributes(slider, { "aria-valuetext": `${value} ${knob.unit}`.trim() });
    fillSlider(slider);
  };
  slider.addEventListener("input", () => say(turn(fromPosition(knob, slider.valueAsNumber))));
  field.addEventListener("input", () => {
    const value = field.valueAsNumber;
    const inRange = value >= knob.min && value <= knob.max;
    say(inRange ? turn(value) : strings.knobs.invalid(knob));
  });
  const element = el(
    "div",
    { class: "knob" },
    el("label", { for: id }, knob.label),
    el("span", { class: "knob-value" }, field, el("span", { class: "unit" }, knob.unit)),
    slider,
    problem,
  );
  return { element, show };
}

function choiceRow(knob: Knob, turn: Turn): Row {
  const problem = el("p", { class: "problem", role: "alert" });
  const inputs = new Map<KnobValue, HTMLInputElement>();
  const labels = knob.options.map(({ value, label }) => {
    const input = el("input", { type: "radio", name: `knob-${knob.id}`, value });
    input.addEventListener("change", () => setText(problem, turn(value)));
    inputs.set(value, input);
    return el("label", {}, input, el("span", {}, label));
  });
  const element = el(
    "div",
    { class: "knob choice" },
    el("span", { id: `knob-${knob.id}` }, knob.label),
    el("div", { class: "seg", role: "radiogroup", "aria-labelledby": `knob-${knob.id}` }, ...labels),
    problem,
  );
  const show = (value: KnobValue) => {
    setText(problem, "");
    const input = inputs.get(value);
    if (input) input.checked = true;
  };
  return { element, show };
}

/** The way back to the defaults. */
function extras(session: Session, scene: Scene, pane: Target): HTMLElement {
  const restore = button({ class: "btn" }, [strings.knobs.restore], () =>
    session.attempt(() => {
      for (const knob of scene.knobs) session.set(knob.id, knob.default, pane());
    }),
  );
  return el("div", { class: "knob-actions" }, restore);
}
