import { button, el, setAttributes, setText } from "../dom.ts";
import { duration, moment } from "../format.ts";
import type { LaneSpan, Lanes } from "../session/core.ts";
import type { Session } from "../session/session.ts";
import { strings } from "../strings.ts";
import { pollWhileVisible } from "./commands.ts";
import type { Ways } from "./goroutinetable.ts";
import { icon } from "./icons.ts";
import { drawLanes, laneAt, laneHeight, namesWidth } from "./lanes.ts";

const words = strings.strip;

/** The virtual times that the strip can be as wide as, in milliseconds. */
const spans = [100, 300, 1000, 3000, 10_000, 30_000, 100_000, 300_000, 1_000_000] as const;

/** The stretch of time that is shown: it ends at the playhead while one is at the end, and reaches past it in the past. */
function stretch(span: number, playheadMs: number, nowMs: number): { fromMs: number; toMs: number } {
  const toMs = Math.max(Math.min(playheadMs + span / 4, nowMs), Math.min(span, nowMs), 1);
  return { fromMs: Math.max(toMs - span, 0), toMs: Math.max(toMs, 1) };
}

/** What each goroutine did over time, one lane each; a block tells of itself when it is chosen. */
export function createStrip(session: Session, ways: Ways): HTMLElement {
  const picture = el("canvas", { tabindex: 0, role: "img", "aria-label": words.label });
  const width = el("span", { class: "strip-width" });
  const cutOff = el("span", { class: "quiet-text" });
  const told = createTold(session, ways);
  let span = 4;
  let shown: Lanes | undefined;
  let chosen: { g: number; atMs: number } | undefined;
  let at = { fromMs: 0, toMs: 1, playheadMs: 0 };

  const draw = () => {
    if (shown) drawLanes(picture, shown, at, chosen);
  };
  const refresh = () => {
    const { playheadMs, nowMs } = session.core.stats();
    const { fromMs, toMs } = stretch(spans[span] ?? nowMs, playheadMs, nowMs);
    const lanes = session.core.lanes(fromMs, toMs, Math.max(picture.clientWidth - namesWidth, 1));
    if (!lanes) return;
    shown = lanes;
    at = { fromMs, toMs, playheadMs };
    setText(width, words.width(duration(toMs - fromMs)));
    setText(cutOff, words.rest(lanes.more, lanes.done || lanes.untilMs >= toMs ? "" : moment(lanes.untilMs)));
    draw();
  };
  const zoom = (by: number) => {
    span = Math.min(Math.max(span + by, 0), spans.length - 1);
    setAttributes(closer, { disabled: span === 0 });
    setAttributes(farther, { disabled: span === spans.length - 1 });
    if (session.running) refresh();
  };
  const zoomButton = (name: "closer" | "farther", by: number) =>
    button({ class: "btn icon", "aria-label": words[name], title: words[name] }, [icon(name)], () =>
      zoom(by),
    );
  const closer = zoomButton("closer", -1);
  const farther = zoomButton("farther", 1);

  const choose = (g: number, atMs: number) => {
    const found = session.core.laneAt(g, atMs);
    if (!found) return;
    chosen = { g, atMs };
    told.show(found);
    draw();
  };
  picture.addEventListener("click", ({ offsetX, offsetY }) => {
    const hit = shown && laneAt(picture, shown, at, offsetX, offsetY);
    if (hit) choose(hit.g, hit.atMs);
  });
  picture.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      zoom(event.deltaY < 0 ? -1 : 1);
    },
    { passive: false },
  );
  picture.addEventListener("keydown", (event) => {
    const next = shown && neighbour(shown, chosen, event.key, at);
    if (!next) return;
    event.preventDefault();
    event.stopPropagation(); // of the arrow keys of the page
    choose(next.g, next.atMs);
    scrollTo(picture, shown?.lanes.findIndex(({ g }) => g === next.g) ?? 0);
  });
  session.events.on("load", () => {
    shown = undefined;
    chosen = undefined;
    picture.width = 0; // which empties it
    told.clear();
  });
  session.events.on("theme", draw);
  const element = el(
    "section",
    { class: "strip", "aria-label": words.title },
    el("div", { class: "strip-head" }, el("h2", {}, words.title), width, closer, farther),
    el("div", { class: "strip-lanes" }, picture),
    cutOff,
    told.element,
  );
  pollWhileVisible(session, element, refresh);
  return element;
}

/** The block that an arrow key leads to. */
function neighbour(
  { lanes }: Lanes,
  chosen: { g: number; atMs: number } | undefined,
  key: string,
  { playheadMs }: { playheadMs: number },
): { g: number; atMs: number } | undefined {
  const row = lanes.findIndex(({ g }) => g === chosen?.g);
  const lane = lanes[row];
  if (!chosen || !lane) {
    const first = lanes[0];
    return key.startsWith("Arrow") && first ? { g: first.g, atMs: playheadMs } : undefined;
  }
  const step = { ArrowUp: -1, ArrowDown: 1 }[key];
  if (step) {
    const next = lanes[row + step];
    return next && { g: next.g, atMs: chosen.atMs };
  }
  const { spans } = lane;
  for (let i = 0; i < spans.length; i += 4) {
    const from = spans[i] ?? 0;
    const to = spans[i + 1] ?? 0;
    if (key === "ArrowRight" && from > chosen.atMs) return { g: lane.g, atMs: (from + to) / 2 };
    if (key === "ArrowLeft" && to >= chosen.atMs && i >= 4)
      return { g: lane.g, atMs: ((spans[i - 4] ?? 0) + (spans[i - 3] ?? 0)) / 2 };
  }
  return undefined;
}

function scrollTo(picture: HTMLCanvasElement, row: number): void {
  const box = picture.parentElement;
  if (!box) return;
  const top = row * laneHeight;
  if (top < box.scrollTop) box.scrollTop = top;
  if (top + 2 * laneHeight > box.scrollTop + box.clientHeight)
    box.scrollTop = top + 2 * laneHeight - box.clientHeight;
}

/** What is said of a chosen block, with the ways that lead on. */
function createTold(session: Session, ways: Ways) {
  const text = el("p", { role: "status" });
  const line = button({ class: "btn" }, [], () => {
    if (of) ways.goTo(of.file, of.line);
  });
  const there = button({ class: "btn" }, [words.there], () => {
    const from = of?.fromMs;
    if (from !== undefined) session.attempt(() => session.seek(Math.min(from, session.core.stats().nowMs)));
  });
  const element = el("div", { class: "strip-told", hidden: true }, text, line, there);
  let of: LaneSpan | undefined;
  return {
    element,
    show(span: LaneSpan) {
      of = span;
      element.hidden = false;
      setText(
        text,
        words.told(span, moment(span.fromMs), moment(span.toMs), duration(span.toMs - span.fromMs)),
      );
      setText(line, `${span.file.slice(span.file.lastIndexOf("/") + 1)}:${span.line}`);
      line.hidden = span.file === "";
    },
    clear() {
      of = undefined;
      element.hidden = true;
    },
  };
}
