import { button, el } from "../dom.ts";
import { moment } from "../format.ts";
import { marks, type Told } from "../session/api.ts";
import type { Session } from "../session/session.ts";
import { strings } from "../strings.ts";

const words = strings.words;

/** The last events before the playhead. One is a tab stop; the arrow keys lead to the others. */
export function createEvents(session: Session): {
  element: HTMLElement;
  show: (events: readonly Told[]) => void;
} {
  const list = el("ol", {
    class: "events",
    "aria-labelledby": "events-title",
    "aria-describedby": "events-hint",
  });
  const none = el("p", { class: "quiet-text" }, words.none);
  const element = el(
    "section",
    { class: "events-part" },
    el("h2", { id: "events-title" }, words.events),
    el("p", { class: "quiet-text", id: "events-hint" }, words.follow),
    none,
    list,
  );
  let lines = new Map<string, HTMLElement>();
  const stop = () => list.querySelector<HTMLElement>("[tabindex='0']");
  const makeStop = (line: Element | null | undefined) => {
    stop()?.setAttribute("tabindex", "-1");
    line?.firstElementChild?.setAttribute("tabindex", "0");
  };
  list.addEventListener("keydown", (event) => {
    const line = (event.target as Element).parentElement;
    const next = neighbour(event.key, list, line);
    if (!next) return;
    event.preventDefault();
    makeStop(next);
    stop()?.focus();
  });
  const show = (events: readonly Told[]) => {
    const following = list.scrollHeight - list.scrollTop - list.clientHeight < 8;
    const held = list.contains(document.activeElement);
    const old = lines;
    lines = new Map(
      events.map((told) => {
        const key = `${told.seq} ${told.atMs} ${told.text}`;
        return [key, old.get(key) ?? el("li", {}, lineButton(session, told))];
      }),
    );
    for (const [key, line] of old) if (!lines.has(key)) line.remove();
    [...lines.values()].forEach((line, i) => {
      if (list.children[i] !== line) list.insertBefore(line, list.children[i] ?? null);
    });
    none.hidden = events.length > 0;
    if (!held || !list.contains(document.activeElement)) makeStop(list.lastElementChild);
    if (held && !list.contains(document.activeElement)) stop()?.focus();
    else if (following && !held) list.scrollTop = list.scrollHeight;
  };
  return { element, show };
}

function lineButton(session: Session, told: Told): HTMLElement {
  const { atMs, mark, text } = told;
  const attributes = { class: "event", tabindex: -1, "data-mark": marks[mark - 1] };
  return button(attributes, [el("time", {}, moment(atMs)), " ", el("span", {}, text)], () =>
    session.attempt(() => session.seekEvent(told.seq)),
  );
}

/** The line to which a key leads. */
function neighbour(key: string, list: Element, line: Element | null): Element | null | undefined {
  if (key === "ArrowUp") return line?.previousElementSibling;
  if (key === "ArrowDown") return line?.nextElementSibling;
  if (key === "Home") return list.firstElementChild;
  return key === "End" ? list.lastElementChild : undefined;
}
