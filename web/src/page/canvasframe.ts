import { el } from "../dom.ts";
import { strings } from "../strings.ts";

export interface CanvasFrame {
  readonly element: HTMLElement;
  /** The canvas, once the program has made it. */
  canvas(): HTMLCanvasElement | undefined;
}

/** The canvas page inside this one, asked for what this page's address asks for. Calls joined with its window whenever it is loaded. */
export function createCanvasFrame(joined: (inner: Window) => void): CanvasFrame {
  const src = `canvas.html${location.search}${location.hash}`;
  const frame = el("iframe", { src, title: strings.canvas.frame });
  const failure = el("p", { class: "frame-failure", role: "alert", hidden: true }, strings.load.noCanvas);
  frame.addEventListener("load", () => {
    const inner = frame.contentWindow;
    const same = inner?.sluice === window.sluice;
    failure.hidden = same;
    frame.hidden = !same;
    if (inner && same) joined(inner);
  });
  return {
    element: el("div", { class: "canvas" }, frame, failure),
    canvas: () => frame.contentDocument?.querySelector("canvas") ?? undefined,
  };
}
