import { button, el, setText } from "../dom.ts";
import { count, duration } from "../format.ts";
import type { Group } from "../session/api.ts";
import type { Recorded, Session } from "../session/session.ts";
import { strings } from "../strings.ts";
import { pollWhileVisible } from "./commands.ts";
import { createFindings } from "./findings.ts";
import type { Ways } from "./goroutinetable.ts";

const words = strings.program;

/** What is known of a recorded program: what was found in it, its groups, and how its picture is to be read. */
export function createProgram(session: Session, ways: Ways): HTMLElement {
  const facts = el("dl", { class: "facts" });
  const groups = createGroups(session, ways.goTo);
  const panel = el(
    "div",
    { class: "program" },
    section(words.found, createFindings(session, ways)),
    section(words.ran, facts),
    section(words.groups, groups.element),
    section(words.reading, ...words.howToRead.map((text) => el("p", {}, text))),
  );
  let shown = "";
  const show = () => {
    const { program, seed } = session.core.loaded();
    if (!program) return;
    const now = rows(program, seed);
    if (JSON.stringify(now) !== shown)
      facts.replaceChildren(...now.flatMap(([name, value]) => row(name, value)));
    shown = JSON.stringify(now);
    groups.show();
  };
  pollWhileVisible(session, panel, show);
  session.events.on("groups", () => session.running && show());
  return panel;
}

function rows(program: Recorded, seed: number): [name: string, value: string][] {
  const { facts } = words;
  return [
    [facts.package, program.package],
    [facts.clock, words.clocks[program.clock] ?? program.clock],
    ...(program.live ? [] : [[facts.seed, String(seed)] as [string, string]]),
    ...(program.seen ? [[facts.seen, words.seen(program.seen)] as [string, string]] : []),
    [facts.lasted, duration(program.lastedMs)],
    [facts.events, count(program.events)],
    [facts.goroutines, count(program.goroutines)],
    [facts.channels, count(program.channels)],
    [facts.values, count(program.values)],
  ];
}

function row(name: string, value: string): HTMLElement[] {
  return [el("dt", {}, name), el("dd", {}, value)];
}

/** The groups that can be opened in the picture. */
function createGroups(
  session: Session,
  goTo: (file: string, line: number) => void,
): { element: HTMLElement; show: () => void } {
  const intro = el("p");
  const list = el("ul", { class: "groups" });
  const entry = ({ id, label, file, line, members, open }: Group) => {
    const toggle = button(
      { class: "btn", "aria-label": open ? words.close(label) : words.open(label), "data-group": id },
      [open ? words.closeFace : words.openFace],
      () => session.attempt(() => session.expand(id, !open)),
    );
    const where = button({ class: "link" }, [`${file}:${line}`], () => goTo(file, line));
    return el("li", {}, el("span", {}, el("b", {}, label), ` ${words.members(members)}, `, where), toggle);
  };
  let shown = "";
  return {
    element: el("div", {}, intro, list),
    show() {
      const groups = session.core.groups();
      const now = JSON.stringify(groups);
      if (now === shown) return;
      shown = now;
      setText(intro, groups.length > 0 ? words.groupsIntro : words.noGroups);
      const focused =
        document.activeElement instanceof HTMLElement ? document.activeElement.dataset.group : undefined;
      list.replaceChildren(...groups.map(entry));
      if (focused) list.querySelector<HTMLElement>(`[data-group="${CSS.escape(focused)}"]`)?.focus();
    },
  };
}

function section(title: string, ...content: HTMLElement[]): HTMLElement {
  return el("section", {}, el("h2", {}, title), ...content);
}
