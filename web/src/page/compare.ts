import { button, el, setAttributes } from "../dom.ts";
import { mostBeside } from "../session/address.ts";
import type { Beside, Scene } from "../session/api.ts";
import type { Session } from "../session/session.ts";
import { strings } from "../strings.ts";
import { icon } from "./icons.ts";
import { presets } from "./presets.ts";

/** The button that opens the choice of what to put beside the scene, and that choice. */
export function createCompare(session: Session): HTMLElement {
  const menu = el("div", { id: "compare", class: "menu", popover: "auto", role: "dialog" });
  setAttributes(menu, { "aria-label": strings.compare.title });
  const toggle = el(
    "button",
    { type: "button", class: "btn icon", popovertarget: menu.id, "aria-haspopup": "dialog" },
    icon("compare"),
  );
  setAttributes(toggle, { "aria-label": strings.compare.open, title: strings.compare.open });
  const choose = (command: () => void) => {
    menu.hidePopover();
    session.attempt(command);
  };
  menu.addEventListener("beforetoggle", (event) => {
    if (event.newState === "open") menu.replaceChildren(...choices(session, choose));
  });
  session.events.on("load", ({ program }) => {
    toggle.hidden = program !== undefined;
    document.body.classList.toggle("comparing", session.beside.length > 0);
    setAttributes(toggle, { "aria-pressed": String(session.beside.length > 0) });
  });
  return el("div", { class: "compare" }, toggle, menu);
}

type Choose = (command: () => void) => void;

function choices(session: Session, choose: Choose): HTMLElement[] {
  const loaded = session.loaded;
  if (!loaded?.scene) return [el("p", {}, strings.api.notRunning)];
  const { beside } = session;
  const put = (other: Beside) => choose(() => session.compare([...beside, other]));
  const ready = presets.map(({ label, scene, options, beside }) =>
    choice(label, () => choose(() => session.load(scene, { ...options, seed: loaded.seed }, false, beside))),
  );
  const end = button({ class: "btn" }, [strings.compare.end], () => choose(() => session.compare([])));
  return [
    el("h2", {}, strings.compare.title),
    el("p", { class: "quiet-text" }, strings.compare.intro),
    ...(beside.length < mostBeside ? addable(session, loaded.scene, loaded.variant, put) : []),
    section(strings.compare.ready, ready),
    ...(beside.length > 0 ? [end] : []),
  ];
}

/** What can be put beside a scene: its other variants, itself, another scene. */
function addable(session: Session, scene: Scene, variant: string, put: (other: Beside) => void) {
  const variants = scene.variants.flatMap((id, i) =>
    id === variant ? [] : [choice(scene.variantLabels[i] ?? id, () => put({ scene: scene.id, variant: id }))],
  );
  const itself = choice(strings.compare.itself, () => put({ scene: scene.id, variant }));
  const picker = el("select", { class: "field", "aria-label": strings.compare.another });
  picker.append(el("option", { value: "" }, strings.compare.another));
  for (const { id, title } of session.scenes()) {
    if (id !== scene.id) picker.append(el("option", { value: id }, title));
  }
  picker.addEventListener("change", () => put({ scene: picker.value }));
  return [section(strings.compare.beside, [...variants, itself, picker])];
}

function section(title: string, children: HTMLElement[]): HTMLElement {
  return el("section", {}, el("h3", {}, title), el("div", { class: "menu-list" }, ...children));
}

function choice(label: string, onClick: () => void): HTMLElement {
  return button({ class: "btn" }, [label], onClick);
}
