const paths = {
  play: "M5 3.2v9.6L12.8 8z",
  pause: "M4.8 3v10M11.2 3v10",
  step: "M3.5 3.2v9.6L10 8zM12.6 3v10",
  back: "M12.5 3.2v9.6L6 8zM3.4 3v10",
  nextMark: "M3 3.4v9.2L7.6 8zM8 3.4v9.2L12.6 8z",
  lastMark: "M13 3.4v9.2L8.4 8zM8 3.4v9.2L3.4 8z",
  reset: "M3 8a5 5 0 1 0 1.6-3.7M3 2.6v3h3",
  system: "M2.2 3h11.6v8H2.2zM5.6 13.6h4.8M8 11v2.6",
  light:
    "M8 5a3 3 0 1 0 0 6 3 3 0 1 0 0-6zM8 1v1.4M8 13.6V15M1 8h1.4M13.6 8H15M3 3l1 1M12 12l1 1M13 3l-1 1M4 12l-1 1",
  dark: "M13.4 9.6A5.9 5.9 0 0 1 6.4 2.6a5.9 5.9 0 1 0 7 7z",
  help: "M6 6.1a2.1 2.1 0 1 1 3 1.9c-.7.4-1 .8-1 1.6M8 12v.2",
  share: "M8 10V2M4.9 4.8 8 1.8l3.1 3M5 7H3.2v7h9.6V7H11",
  out: "M6 3H3v10h10v-3M9 2.5h4.5V7M13.2 2.8 7.5 8.5",
  record: "M8 4a4 4 0 1 0 0 8 4 4 0 1 0 0-8z",
  up: "M3.5 10L8 5.5l4.5 4.5",
  down: "M3.5 6L8 10.5 12.5 6",
  compare: "M2.2 3h4.6v10H2.2zM9.2 3h4.6v10H9.2z",
  closer: "M8 3.5v9M3.5 8h9",
  farther: "M3.5 8h9",
  present: "M1.6 2.8h12.8M2.8 2.8v8h10.4v-8M6.7 5v3.6l3-1.8zM8 10.8v2M5.4 14.4L8 12.8l2.6 1.6",
  left: "M10 3.5L5.5 8l4.5 4.5",
  right: "M6 3.5L10.5 8 6 12.5",
  blank: "M2.2 3h11.6v10H2.2zM2.6 12.6L13.4 3.4",
  loop: "M4.4 5h6.2a3 3 0 0 1 0 6H5.4a3 3 0 0 1-2.8-4M6.6 2.8L4.4 5l2.2 2.2",
  notes: "M3.4 2.6h9.2v10.8H3.4zM5.8 5.8h4.4M5.8 8h4.4M5.8 10.2h2.4",
  fullscreen: "M2.8 6V2.8H6M10 2.8h3.2V6M13.2 10v3.2H10M6 13.2H2.8V10",
  mute: "M2.5 6v4h2.6L8.6 13V3L5.1 6zM11.2 6.4l3.2 3.2M14.4 6.4l-3.2 3.2",
  loud: "M2.5 6v4h2.6L8.6 13V3L5.1 6zM11 5.8a3.2 3.2 0 0 1 0 4.4M12.8 3.8a6 6 0 0 1 0 8.4",
  wait: "M4 2.2h8M4 13.8h8M4.8 2.4c0 3.2 3.2 3.8 3.2 5.6 0-1.8 3.2-2.4 3.2-5.6M4.8 13.6c0-3.2 3.2-3.8 3.2-5.6 0 1.8 3.2 2.4 3.2 5.6",
  close: "M4 4l8 8M12 4l-8 8",
  locate: "M8 4.2a3.8 3.8 0 1 0 0 7.6 3.8 3.8 0 1 0 0-7.6zM8 1v3M8 12v3M1 8h3M12 8h3",
} as const;

export type IconName = keyof typeof paths;

const filled: readonly IconName[] = ["play", "step", "back", "nextMark", "lastMark", "record"];

/** A small drawing beside or instead of a label; hidden from assistive technology. */
export function icon(name: IconName): SVGSVGElement {
  const svg = svgElement("svg", { viewBox: "0 0 16 16", "aria-hidden": "true", fill: "none" });
  svg.append(
    svgElement("path", {
      d: paths[name],
      fill: filled.includes(name) ? "currentColor" : "none",
      stroke: "currentColor",
      "stroke-width": name === "pause" ? "2.6" : "1.6",
      "stroke-linecap": "round",
      "stroke-linejoin": "round",
    }),
  );
  return svg;
}

/** The gate with one job passing through. */
export function logo(): SVGSVGElement {
  const svg = svgElement("svg", { viewBox: "0 0 20 20", "aria-hidden": "true", class: "logo-mark" });
  svg.append(
    svgElement("path", { d: "M3 3v14M17 3v14M3 10h5M12 10h5", class: "logo-gate" }),
    svgElement("circle", { cx: "10", cy: "10", r: "2.2", class: "logo-job" }),
  );
  return svg;
}

/** Makes an element of a drawing. */
export function svgElement<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, string>,
): SVGElementTagNameMap[Tag] {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
