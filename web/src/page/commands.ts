import { el } from "../dom.ts";
import type { Frame } from "../session/core.ts";
import type { Session } from "../session/session.ts";

/** A group of controls that are disabled while the Go program is not running. */
export function commandGroup(session: Session, ...children: (Node | string)[]): HTMLFieldSetElement {
  const group = el("fieldset", { disabled: !session.running }, ...children);
  session.events.on("load", () => {
    group.disabled = false;
  });
  session.events.on("detach", () => {
    group.disabled = true;
  });
  return group;
}

/** Time between two repaints of numbers: slow enough to read them. */
const paintMs = 100;

/** Calls fn with the latest frame at reading speed. */
export function onPaint(session: Session, fn: (frame: Readonly<Frame>) => void): void {
  let painted = Number.NEGATIVE_INFINITY;
  session.events.on("frame", (frame) => {
    const now = performance.now();
    if (now - painted < paintMs) return;
    painted = now;
    fn(frame);
  });
  session.events.on("load", () => {
    painted = Number.NEGATIVE_INFINITY;
  });
}

/**
 * Calls fn four times a second while the panel can be seen and there is a program
 * to ask, and at once when a scene is loaded or the panel comes to sight.
 */
export function pollWhileVisible(session: Session, panel: HTMLElement, fn: () => void): void {
  const poll = () => {
    if (session.running && session.loaded && !document.hidden && panel.checkVisibility()) fn();
  };
  setInterval(poll, 250);
  const soon = () => queueMicrotask(poll); // when everybody has heard of it
  session.events.on("load", soon);
  session.events.on("tab", soon);
}
