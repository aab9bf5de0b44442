import { button, el } from "../dom.ts";
import type { Beside, Scene } from "../session/api.ts";
import type { Session } from "../session/session.ts";
import { strings } from "../strings.ts";
import { icon } from "./icons.ts";

/** The names above pictures that stand side by side, with a way to change or remove all but the first. */
export function createCaptions(session: Session): HTMLElement {
  const captions = el("div", { class: "captions" });
  const place = () => {
    if (!session.running || captions.childElementCount === 0) return;
    const panes = session.core.panes();
    [...captions.children].forEach((caption, i) => {
      const pane = panes[i];
      if (!pane) return;
      const { style } = caption as HTMLElement;
      style.left = `${pane.x}px`;
      style.top = `${pane.y}px`;
      style.width = `${pane.w}px`;
    });
  };
  session.events.on("load", ({ id, variant }) => {
    const all: Beside[] = session.beside.length > 0 ? [{ scene: id, variant }, ...session.beside] : [];
    const scenes = new Map(session.scenes().map((scene) => [scene.id, scene]));
    captions.replaceChildren(
      ...all.map((shown, i) => caption(session, shown, i, scenes.get(shown.scene), shown.scene !== id)),
    );
  });
  // The program places the pictures when it draws the first frame on a canvas of another size.
  let size = "";
  session.events.on("frame", ({ panes }) => {
    const now = `${panes} ${captions.clientWidth} ${captions.clientHeight} ${captions.childElementCount}`;
    if (now !== size) place();
    size = now;
  });
  session.events.on("load", () => {
    size = "";
  });
  return captions;
}

/** How the scenes are told apart in words. */
export const letters = ["A", "B", "C"] as const;

function caption(session: Session, shown: Beside, i: number, scene: Scene | undefined, named: boolean) {
  const name = named || !scene ? `${scene?.title ?? shown.scene}: ` : "";
  const variant = scene?.variantLabels[scene.variants.indexOf(shown.variant ?? scene.variants[0] ?? "")];
  const letter = el("b", { class: "letter" }, letters[i] ?? "");
  if (i === 0) return el("div", { class: "caption" }, letter, el("span", {}, `${name}${variant ?? ""}`));
  const change = (beside: Beside[]) => session.attempt(() => session.compare(beside));
  const remove = button(
    { class: "btn icon quiet", "aria-label": strings.compare.remove(letters[i] ?? "") },
    [icon("close")],
    () => change(session.beside.filter((_, k) => k !== i - 1)),
  );
  if (!scene || scene.variants.length < 2) {
    return el("div", { class: "caption" }, letter, el("span", {}, `${name}${variant ?? ""}`), remove);
  }
  const picker = el("select", { "aria-label": strings.compare.variant(letters[i] ?? "") });
  scene.variants.forEach((id, k) => {
    picker.append(el("option", { value: id }, `${name}${scene.variantLabels[k] ?? id}`));
  });
  picker.value = shown.variant ?? scene.variants[0] ?? "";
  picker.addEventListener("change", () =>
    change(session.beside.map((other, k) => (k === i - 1 ? { ...other, variant: picker.value } : other))),
  );
  return el("div", { class: "caption" }, letter, picker, remove);
}
