import { button, el } from "../dom.ts";
import type { Beside, Scene } from "../session/api.ts";
import { turnedApart } from "../session/beside.ts";
import type { Loaded, Session } from "../session/session.ts";
import { strings } from "../strings.ts";
import { icon } from "./icons.ts";

/** How the scenes are told apart in words. */
export const letters = ["A", "B", "C"] as const;

/** The names above pictures that stand side by side, with a way to change or remove all but the first. */
export function createCaptions(session: Session): HTMLElement {
  const captions = el("div", { class: "captions" });
  let placed = "";
  const write = () => {
    const { loaded, beside } = session;
    placed = "";
    captions.replaceChildren(...(loaded && beside.length > 0 ? all(session, loaded, beside) : []));
  };
  session.events.on("load", write);
  session.events.on("beside", write);
  // The program places the pictures when it draws the first frame on a canvas of another size.
  session.events.on("frame", ({ panes }) => {
    if (captions.childElementCount === 0) return; // measuring would lay the page out in each frame
    const size = `${panes} ${captions.clientWidth} ${captions.clientHeight} ${captions.childElementCount}`;
    if (size === placed) return;
    placed = size;
    place(captions, session);
  });
  return captions;
}

function place(captions: HTMLElement, session: Session): void {
  const panes = session.core.panes();
  [...captions.children].forEach((caption, i) => {
    const pane = panes[i];
    if (!pane) return;
    const { style } = caption as HTMLElement;
    style.left = `${pane.x}px`;
    style.top = `${pane.y}px`;
    style.width = `${pane.w}px`;
  });
}

function all(session: Session, loaded: Loaded, beside: readonly Beside[]): HTMLElement[] {
  const scenes = new Map(session.scenes().map((scene) => [scene.id, scene]));
  const apart = turnedApart(loaded, beside);
  const { id, variant, knobs } = loaded;
  return [{ scene: id, variant, knobs }, ...beside].map((shown: Beside, i) => {
    const scene = scenes.get(shown.scene);
    const knobs = { ...loaded.knobs, ...shown.knobs };
    const settings = scene?.knobs
      .filter((knob) => shown.scene === id && apart.includes(knob.id))
      .map((knob) => `${knob.label} ${knobs[knob.id]} ${knob.unit}`.trim());
    const letter = el("b", { class: "letter" }, letters[i] ?? "");
    const set = el("span", { class: "quiet-text" }, settings?.join(", ") ?? "");
    const title = scene && scene.id !== id ? `${scene.title}: ` : "";
    if (i === 0)
      return el("div", { class: "caption" }, letter, el("span", {}, name(scene, shown.variant)), set);
    return el(
      "div",
      { class: "caption" },
      letter,
      picker(session, scene, title, shown.variant, i - 1),
      set,
      remove(session, i - 1),
    );
  });
}

function name(scene: Scene | undefined, variant: string | undefined): string {
  return scene?.variantLabels[scene.variants.indexOf(variant ?? scene.variants[0] ?? "")] ?? "";
}

/** The variants of the scene that stands beside the loaded one at place k. */
function picker(
  session: Session,
  scene: Scene | undefined,
  title: string,
  variant: string | undefined,
  k: number,
): HTMLElement {
  const select = el("select", { "aria-label": strings.compare.variant(letters[k + 1] ?? "") });
  scene?.variants.forEach((id) => {
    select.append(el("option", { value: id }, title + name(scene, id)));
  });
  select.value = variant ?? scene?.variants[0] ?? "";
  select.addEventListener("change", () =>
    session.attempt(() =>
      session.compare(
        session.beside.map((other, at) => (at === k ? { ...other, variant: select.value } : other)),
      ),
    ),
  );
  return select;
}

function remove(session: Session, k: number): HTMLElement {
  const label = strings.compare.remove(letters[k + 1] ?? "");
  return button({ class: "btn icon quiet", "aria-label": label }, [icon("close")], () =>
    session.attempt(() => session.compare(session.beside.filter((_, at) => at !== k))),
  );
}
