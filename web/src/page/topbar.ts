import { button, el, setAttributes, setText } from "../dom.ts";
import type { Scene } from "../session/api.ts";
import type { Session } from "../session/session.ts";
import { strings } from "../strings.ts";
import { storeTheme } from "../theme.ts";
import { themeChoices } from "../themes.ts";
import { createCompare } from "./compare.ts";
import { icon, logo } from "./icons.ts";

/** The bar with the scene's name and variants, and what concerns the whole page. */
export function createTopbar(
  session: Session,
  open: {
    readonly share: () => void;
    readonly help: () => void;
    readonly present: () => void;
    readonly yourProgram: () => void;
  },
): HTMLElement {
  const title = el("b", { class: "top-title" });
  const variants = el("fieldset", { class: "seg", "aria-label": strings.top.variants, hidden: true });
  session.events.on("load", ({ scene, id, variant }) => {
    setText(title, scene?.title ?? id);
    variants.hidden = !scene || scene.variants.length < 2;
    if (scene) showVariants(session, variants, scene, variant);
  });
  const opener = (name: "share" | "present" | "help", open: () => void) =>
    button(
      { class: `btn icon open-${name}`, "aria-label": strings.top[name], title: strings.top[name] },
      [icon(name)],
      open,
    );
  return el(
    "header",
    { class: "top" },
    el("div", { class: "logo" }, logo(), el("span", { class: "logo-name" }, strings.name)),
    title,
    scenePicker(session, open.yourProgram),
    variants,
    el("span", { class: "spacer" }),
    createCompare(session),
    opener("share", open.share),
    opener("present", open.present),
    themeButton(session),
    opener("help", open.help),
  );
}

function showVariants(session: Session, group: HTMLElement, scene: Scene, current: string): void {
  const choices = scene.variants.map((id, i) => {
    const input = el("input", { type: "radio", name: "variant", value: id, checked: id === current });
    input.addEventListener("change", () => {
      session.attempt(() =>
        session.load(scene.id, { variant: id, seed: session.loaded?.seed, knobs: session.loaded?.knobs }),
      );
    });
    return el("label", {}, input, el("span", {}, scene.variantLabels[i] ?? id));
  });
  const focused = group.contains(document.activeElement);
  group.replaceChildren(...choices);
  const checked = group.querySelector<HTMLInputElement>("input:checked");
  checked?.parentElement?.scrollIntoView({ block: "nearest", inline: "nearest" });
  if (focused) checked?.focus();
}

/** What the scene list has besides scenes. */
const ownProgram = "your own program";

/** The scene list of a narrow page, which has no room for the rail. */
function scenePicker(session: Session, yourProgram: () => void): HTMLElement {
  const select = el("select", { class: "scene-picker field", "aria-label": strings.rail.label });
  session.events.on("attach", () => {
    const groups = Map.groupBy(session.scenes(), ({ group }) => group);
    const option = ({ id, title }: Scene) => el("option", { value: id }, title);
    select.replaceChildren(
      ...[...groups].map(([label, scenes]) => el("optgroup", { label }, ...scenes.map(option))),
      el("option", { value: ownProgram }, strings.yourProgram.entry),
    );
  });
  const show = () => {
    const { id, program } = session.loaded ?? {};
    select.value = program ? ownProgram : (id ?? "");
  };
  session.events.on("load", show);
  select.addEventListener("change", () => {
    if (select.value !== ownProgram) return session.attempt(() => session.load(select.value));
    show();
    yourProgram();
  });
  return select;
}

/** Goes through the themes; it shows the present one. */
function themeButton(session: Session): HTMLElement {
  const element = button({ class: "btn icon" }, [], () => {
    const next = themeChoices[(themeChoices.indexOf(session.theme) + 1) % themeChoices.length] ?? "system";
    session.theme = next;
    storeTheme(next);
  });
  const show = () => {
    const label = strings.top.theme[session.theme];
    setAttributes(element, { "aria-label": label, title: label });
    element.replaceChildren(icon(session.theme));
  };
  session.events.on("theme", show);
  show();
  return element;
}
