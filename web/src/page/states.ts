import { svgElement } from "./icons.ts";

/** How the page marks a goroutine; every state that no prefix names is a kind of blocked. */
export type StateMark = "running" | "sleeping" | "broken" | "done" | "blocked";

/** What the names of states begin with; of several at one place the earlier is the more telling. */
const prefixes: readonly (readonly [prefix: RegExp, mark: StateMark])[] = [
  [/^leaked|^panicked/, "broken"],
  [/^running|^runnable/, "running"],
  [/^sleep/, "sleeping"],
  [/^done|^ended/, "done"],
];

export function markOf(state: string): StateMark {
  return prefixes.find(([prefix]) => prefix.test(state))?.[1] ?? "blocked";
}

/** The most telling of several states. */
export function mostTelling(states: readonly string[]): string {
  const rank = (state: string) => prefixes.findIndex(([, mark]) => mark === markOf(state)) >>> 0;
  return states.toSorted((a, b) => rank(a) - rank(b))[0] ?? "";
}

const ring = { cx: "6", cy: "6", r: "4.1", fill: "none", "stroke-width": "1.8" };

/** What is drawn for each mark, as on the canvas: told by shape and colour together. */
const shapes: Readonly<Record<StateMark, () => SVGElement[]>> = {
  running: () => [svgElement("circle", { cx: "6", cy: "6", r: "4.6", fill: "var(--flight)" })],
  sleeping: () => [
    svgElement("circle", { ...ring, stroke: "var(--wait)" }),
    svgElement("path", { d: "M6 2a4 4 0 0 1 0 8z", fill: "var(--wait)" }),
  ],
  broken: () => [
    svgElement("path", {
      d: "M1.8 1.8h8.4v8.4H1.8z",
      fill: "none",
      stroke: "var(--fail)",
      "stroke-width": "2",
    }),
  ],
  done: () => [svgElement("circle", { ...ring, stroke: "var(--edge)", opacity: "0.5" })],
  blocked: () => [svgElement("circle", { ...ring, stroke: "var(--edge)", "stroke-dasharray": "2.6 1.7" })],
};

/** A small drawing of a goroutine's state; hidden from assistive technology. */
export function stateMark(state: string): SVGElement {
  const mark = markOf(state);
  const svg = svgElement("svg", {
    viewBox: "0 0 12 12",
    class: "state-mark",
    "data-mark": mark,
    "aria-hidden": "true",
  });
  svg.append(...shapes[mark]());
  return svg;
}
