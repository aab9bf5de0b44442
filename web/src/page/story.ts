import { button, el, setAttributes, setText } from "../dom.ts";
import { duration, moment } from "../format.ts";
import type { StoryStep } from "../session/core.ts";
import type { Session } from "../session/session.ts";
import { strings } from "../strings.ts";

export interface Story {
  readonly element: HTMLElement;
  /** Asks what has happened to a job until now; returns the step at which it is at the playhead. */
  show(job: number): StoryStep | undefined;
}

/**
 * What has happened to one job, step by step. Each step leads to its moment,
 * and to its line by goTo. What lies behind the playhead's time is faint.
 */
export function createStory(session: Session, goTo: (file: string, line: number) => void): Story {
  const list = el("ol", { class: "story" });
  const none = el("p", { class: "aside" });
  let steps: readonly StoryStep[] = [];
  const rows: Row[] = [];
  /** The job and its step that were brought into view last. */
  let seen = "";
  const addRow = () => {
    const i = rows.length;
    const row = createRow(() => {
      const step = steps[i];
      if (!step) return;
      session.attempt(() => session.seekEvent(step.event));
      goTo(step.file, step.line);
    });
    rows.push(row);
    list.append(row.element);
    return row;
  };
  let time = { events: 0, nowMs: 0 };
  session.events.on("frame", ({ events, nowMs }) => {
    time = { events, nowMs };
  });
  return {
    element: el("div", {}, list, none),
    show(job) {
      steps = session.core.story(job) ?? [];
      setText(none, steps.length === 0 ? strings.story.none : "");
      const current = steps.findLastIndex(({ event }) => event <= time.events);
      for (const row of rows.splice(steps.length)) row.element.remove();
      steps.forEach((step, i) => {
        const row = rows[i] ?? addRow();
        row.show(step, lasted(step, i === steps.length - 1, time.nowMs), i - current);
      });
      const now = `${job}/${current}`;
      if (now !== seen) rows[current]?.element.scrollIntoView({ block: "nearest" });
      seen = now;
      return steps[current];
    },
  };
}

/** How long a step lasted, or lasts so far; 0 for an end. */
function lasted({ what, atMs, lastedMs }: StoryStep, isLast: boolean, nowMs: number): number {
  const over = ["completed", "rejected", "failed", "cancelled"].includes(what);
  return isLast && !over ? Math.max(nowMs - atMs, 0) : lastedMs;
}

interface Row {
  readonly element: HTMLElement;
  /** after counts the steps from the one that is current at the playhead. */
  show(step: StoryStep, lastedMs: number, after: number): void;
}

function createRow(onClick: () => void): Row {
  const time = el("time");
  const words = el("span", { class: "words" });
  const lasts = el("span", { class: "lasts" });
  const face = button({}, [time, el("span", { class: "dot", "aria-hidden": "true" }), words, lasts], onClick);
  const element = el("li", {}, face);
  return {
    element,
    show(step, lastedMs, after) {
      element.dataset.what = step.what;
      setText(time, moment(step.atMs));
      setText(words, strings.story.step(step));
      setText(lasts, lastedMs > 0 ? duration(lastedMs) : "");
      setAttributes(face, { "aria-current": after === 0 ? "step" : undefined });
      element.classList.toggle("later", after > 0);
    },
  };
}
