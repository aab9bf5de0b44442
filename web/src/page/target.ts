import { el } from "../dom.ts";
import type { KnobValue } from "../session/api.ts";
import type { Session } from "../session/session.ts";
import { strings } from "../strings.ts";
import { letters } from "./captions.ts";

/** A choice of the scenes side by side that the knobs turn; hidden while one stands alone. */
export function createTarget(session: Session, onChange: () => void) {
  const group = el("fieldset", { class: "seg", "aria-label": strings.compare.turn });
  const element = el(
    "div",
    { class: "target-row", hidden: true },
    el("span", { "aria-hidden": "true" }, strings.compare.turn),
    group,
  );
  let pane: number | undefined;
  const choose = (next: number | undefined) => {
    pane = next;
    onChange();
  };
  session.events.on("load", ({ id }) => {
    const same = session.beside.every(({ scene }) => scene === id);
    element.hidden = session.beside.length === 0 || !same;
    pane = undefined;
    const panes = [undefined, 0, ...session.beside.map((_, i) => i + 1)];
    const choices = panes.map((i) => {
      const input = el("input", { type: "radio", name: "target", checked: i === undefined });
      input.addEventListener("change", () => choose(i));
      return el(
        "label",
        {},
        input,
        el("span", {}, i === undefined ? strings.compare.all : (letters[i] ?? "")),
      );
    });
    group.replaceChildren(...choices);
  });
  return {
    element,
    pane: () => pane,
    /** The knobs of the chosen scene as they are. */
    values: (): Readonly<Record<string, KnobValue>> =>
      session.running ? (session.core.compared()[pane ?? 0]?.knobs ?? {}) : {},
  };
}
