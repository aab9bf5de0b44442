import { button, el, setAttributes, setText } from "../dom.ts";
import { duration, moment } from "../format.ts";
import type { Frame } from "../session/core.ts";
import type { Session } from "../session/session.ts";
import { strings } from "../strings.ts";
import { commandGroup, onPaint } from "./commands.ts";
import { drawOutline } from "./outline.ts";

/** What has happened so far, with a playhead that goes anywhere in it. */
export function createTimeline(session: Session): HTMLElement {
  const picture = el("canvas", { class: "outline", "aria-hidden": "true" });
  const playhead = el("input", {
    class: "playhead",
    type: "range",
    min: 0,
    max: 0,
    step: "any",
    value: 0,
    "aria-label": strings.timeline.playhead,
  });
  const track = el("div", { class: "track" }, picture, playhead, state(session));
  playhead.addEventListener("input", () =>
    session.attempt(() => session.seek(Math.min(playhead.valueAsNumber, Number(playhead.max)))),
  );
  const show = (frame: Readonly<Frame>) => {
    const text = strings.timeline.at(moment(frame.playheadMs), moment(frame.nowMs));
    setAttributes(playhead, { max: frame.nowMs, "aria-valuetext": text });
    playhead.value = String(frame.playheadMs);
    const part = frame.nowMs > 0 ? frame.playheadMs / frame.nowMs : 1;
    track.style.setProperty("--at", String(part));
    track.classList.toggle("behind", frame.playheadMs < frame.nowMs);
    track.classList.toggle("late", part > 0.5);
  };
  session.events.on("frame", show);
  const redraw = () => {
    if (session.running && session.loaded) drawOutline(picture, session.core.outline(), Number(playhead.max));
  };
  onPaint(session, redraw);
  session.events.on("theme", redraw);
  return el(
    "div",
    { class: "timeline", role: "group", "aria-label": strings.timeline.label },
    commandGroup(session, track),
    branches(session),
  );
}

/** From which part on it is said how full the recording is. */
const worthSaying = 0.5;

/**
 * Says that one looks at the past, and what that means, unless there is nothing but the past; else how full
 * the recording is, once that matters.
 */
function state(session: Session): HTMLElement {
  const short = el("span");
  const more = el("span", { class: "timeline-more" });
  onPaint(session, ({ rerun, playheadMs, nowMs, ended, filled, live }) => {
    const program = session.loaded?.program;
    const behind = rerun < 0 && playheadMs < nowMs && !ended && (!program || live > 0);
    const room = filled < worthSaying || ended ? "" : fullness(filled);
    setText(short, behind ? strings.timeline.behind : room);
    if (rerun >= 0) setText(short, strings.timeline.rerun(Math.round(100 * rerun)));
    setText(more, behind && !program ? strings.timeline.another : "");
  });
  return el("p", { class: "timeline-state", role: "status" }, short, more);
}

function fullness(filled: number): string {
  return filled >= 1 ? strings.timeline.full : strings.timeline.filling(Math.floor(100 * filled));
}

/** The futures that were left; there are none until somebody changes the past. */
function branches(session: Session): HTMLElement {
  const list = el("div", {
    class: "branches",
    role: "group",
    "aria-label": strings.timeline.branches,
    hidden: true,
  });
  let shown = "";
  onPaint(session, ({ branches }) => {
    const futures = branches > 0 ? session.core.branches() : [];
    const state = JSON.stringify(futures);
    if (state === shown) return;
    shown = state;
    list.hidden = futures.length === 0;
    const buttons = futures.map(({ untilMs }, i) => {
      const label = strings.timeline.branch(i + 1, duration(untilMs));
      const go = () => session.attempt(() => session.branch(i));
      return button({ class: "btn branch", "aria-label": label, title: label }, [String(i + 1)], go);
    });
    list.replaceChildren(el("span", { "aria-hidden": "true" }, strings.timeline.branches), ...buttons);
  });
  return list;
}
