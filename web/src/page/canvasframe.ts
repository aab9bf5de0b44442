import { el } from "../dom.ts";
import { strings } from "../strings.ts";

/** The canvas page inside this one, asked for what this page's address asks for; onJoin gets its window whenever it is loaded. */
export function createCanvasFrame(onJoin: (inner: Window) => void): HTMLElement {
  const frame = el("iframe", { src: `canvas.html${location.search}`, title: strings.canvas.frame });
  const failure = el("p", { class: "frame-failure", role: "alert", hidden: true }, strings.load.noCanvas);
  frame.addEventListener("load", () => {
    const inner = frame.contentWindow;
    const joined = inner?.sluice === window.sluice;
    failure.hidden = joined;
    frame.hidden = !joined;
    if (inner && joined) onJoin(inner);
  });
  return el("div", { class: "canvas" }, frame, failure);
}
