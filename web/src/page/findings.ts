import { button, el, setText } from "../dom.ts";
import { moment } from "../format.ts";
import type { Finding } from "../session/api.ts";
import type { Session } from "../session/session.ts";
import { strings } from "../strings.ts";
import type { Ways } from "./goroutinetable.ts";
import { svgElement } from "./icons.ts";
import { onVetted } from "./vetting.ts";

const words = strings.program;

/** What is wrong with the recorded run, with ways to the lines and to the moment. */
export function createFindings(session: Session, ways: Ways): HTMLElement {
  const list = el("ol", { class: "findings" });
  const state = el("p", { class: "quiet-text" });
  const element = el("div", {}, list, state);
  let shown = "";
  session.events.on("load", () => {
    shown = "";
    list.replaceChildren();
    setText(state, "");
  });
  onVetted(session, element, ({ done, findings, events, ended }) => {
    setText(state, said(done, findings.length, events, session.frame.events ?? events, ended));
    state.hidden = state.textContent === "";
    if (!done) return; // what is found half-way may not be so at the end
    const now = JSON.stringify(findings);
    if (now !== shown) list.replaceChildren(...findings.map((finding) => item(finding, session, ways)));
    shown = now;
  });
  return element;
}

function said(done: boolean, found: number, read: number, of: number, ended: string): string {
  if (!done) return words.readingEvents(read, Math.max(read, of));
  if (ended === "") return words.goesOn;
  return found === 0 ? words.nothing(read) : "";
}

function item(finding: Finding, session: Session, ways: Ways): HTMLElement {
  const { severity, what, places, event, atMs } = finding;
  const lines = places.map(({ what, file, line }) =>
    el("li", {}, file ? lineButton(file, line, ways) : "", el("span", {}, what)),
  );
  const there = button({ class: "link" }, [words.toMoment(moment(atMs))], () =>
    session.attempt(() => session.seekEvent(event)),
  );
  const who = words.about(finding);
  return el(
    "li",
    { class: "finding", "data-severity": severity },
    severityMark(severity),
    el(
      "div",
      {},
      el("h3", {}, el("span", { class: "visually-hidden" }, `${words.severities[severity]}: `), what),
      el("p", { class: "advice" }, finding.do),
      el("ul", {}, ...lines),
      el("p", { class: "about" }, who && el("span", {}, who), there),
    ),
  );
}

function lineButton(file: string, line: number, ways: Ways): HTMLElement {
  return button(
    { class: "link", title: `${file}:${line}` },
    [`${file.slice(file.lastIndexOf("/") + 1)}:${line}`],
    () => ways.goTo(file, line),
  );
}

/** Severities, told by shape and colour together. */
const shapes: Readonly<Record<Finding["severity"], readonly [path: string, colour: string]>> = {
  error: ["M5.1 1.5h5.8l3.6 3.6v5.8l-3.6 3.6H5.1l-3.6-3.6V5.1zM8 4.6v4.2M8 11.2v.2", "var(--fail)"],
  warning: ["M8 1.8l6.6 12H1.4zM8 6v4M8 12v.1", "var(--wait)"],
  note: ["M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 1 0 8 1.8zM8 7.4v3.8M8 4.8v.2", "var(--edge)"],
};

function severityMark(severity: Finding["severity"]): SVGElement {
  const [d, stroke] = shapes[severity];
  const svg = svgElement("svg", { viewBox: "0 0 16 16", "aria-hidden": "true", class: "severity" });
  svg.append(
    svgElement("path", {
      d,
      stroke,
      fill: "none",
      "stroke-width": "1.6",
      "stroke-linecap": "round",
      "stroke-linejoin": "round",
    }),
  );
  return svg;
}
