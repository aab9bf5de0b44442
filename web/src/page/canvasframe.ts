import { el } from "../dom.ts";
import { bindShortcuts, type Shortcuts } from "../shortcuts.ts";
import { strings } from "../strings.ts";

/** The canvas page inside this one, asked for what this page's address asks for. */
export function createCanvasFrame(shortcuts: Shortcuts, singleKeys: () => boolean): HTMLElement {
  const frame = el("iframe", {
    src: `canvas.html${location.search}${location.hash}`,
    title: strings.canvas.frame,
  });
  const failure = el("p", { class: "frame-failure", role: "alert", hidden: true }, strings.load.noCanvas);
  frame.addEventListener("load", () => {
    const inner = frame.contentWindow;
    const joined = inner?.sluice === window.sluice;
    failure.hidden = joined;
    frame.hidden = !joined;
    if (inner && joined) bindShortcuts(inner, shortcuts, singleKeys);
  });
  return el("div", { class: "canvas" }, frame, failure);
}
