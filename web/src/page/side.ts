import { button, el, setAttributes } from "../dom.ts";
import type { Loaded, Session } from "../session/session.ts";
import { type TabName, tabNames } from "../session/tabs.ts";
import { strings } from "../strings.ts";
import { createCode } from "./code.ts";
import { createGoroutines } from "./goroutines.ts";
import { icon } from "./icons.ts";
import { createKnobs } from "./knobs.ts";
import { createKpis } from "./kpis.ts";
import { createLesson } from "./lesson.ts";
import { createMetrics } from "./metrics.ts";
import { createOutput } from "./output.ts";
import { createProgram } from "./program.ts";
import { createResults } from "./results.ts";
import { createWords } from "./words.ts";

interface Tab {
  readonly name: TabName;
  readonly tab: HTMLButtonElement;
  readonly panel: HTMLElement;
}

/** The panels beside the picture; on a phone a sheet below it that opens with its tabs. */
export function createSide(
  session: Session,
  explain: (word: string) => void,
  readAloud: HTMLElement,
): HTMLElement {
  const codePane = createCode(session, () => {
    if (codeTab) open(codeTab);
  });
  const contents: Record<TabName, HTMLElement> = {
    lesson: createLesson(session, explain),
    program: createProgram(session, codePane),
    results: createResults(session),
    code: codePane.element,
    knobs: createKnobs(session),
    metrics: createMetrics(session),
    words: createWords(session, readAloud),
    goroutines: createGoroutines(session, codePane),
    output: createOutput(session),
  };
  const tabs = tabNames.map((name) =>
    createTab(name, contents[name], ["program", "words", "goroutines"].includes(name)),
  );
  const codeTab = tabs.find(({ name }) => name === "code");
  const sheet = sheetToggle();
  const select = (chosen: Tab) => {
    session.tab = chosen.name;
    for (const { tab, panel } of tabs) {
      const selected = tab === chosen.tab;
      setAttributes(tab, { "aria-selected": String(selected), tabindex: selected ? 0 : -1 });
      panel.hidden = !selected;
    }
    chosen.tab.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  const open = (entry: Tab) => {
    select(entry);
    sheet.open(true);
    entry.panel.scrollIntoView({ block: "nearest" });
  };
  for (const entry of tabs) {
    entry.tab.addEventListener("click", () => open(entry));
    entry.tab.addEventListener("keydown", (event) => {
      const there = tabs.filter(({ tab }) => !tab.hidden);
      const next = there[nextIndex(event.key, there.indexOf(entry), there.length)];
      if (!next) return;
      event.preventDefault();
      select(next);
      next.tab.focus();
    });
  }
  session.events.on("load", (loaded) => {
    for (const { name, tab } of tabs) tab.hidden = !serves(name, loaded);
    const first = tabs.find(({ tab }) => !tab.hidden);
    if (first && tabs.find(({ name }) => name === session.tab)?.tab.hidden) select(first);
  });
  const first = tabs.find(({ name }) => name === session.tab);
  if (first) select(first);
  const list = el("div", { class: "tabs", role: "tablist", "aria-label": strings.side.label });
  list.append(...tabs.map(({ tab }) => tab));
  return el(
    "aside",
    { class: "side", "aria-label": strings.side.label },
    el("div", { class: "tab-row" }, list, sheet.button),
    el("div", { class: "panels", id: "panels" }, ...tabs.map(({ panel }) => panel)),
    createKpis(session),
  );
}

/** Whether there is something to see under a tab: a recorded program teaches nothing and cannot be turned. */
function serves(name: TabName, { scene, program }: Loaded): boolean {
  if (name === "program") return program !== undefined;
  if (name === "results") return (scene?.steps.length ?? 0) > 0;
  return !program || (name !== "lesson" && name !== "knobs");
}

/** A panel that only holds text is a tab stop, so that the arrow keys can scroll it. */
function createTab(name: TabName, content: HTMLElement, textOnly: boolean): Tab {
  const tab = el(
    "button",
    { type: "button", role: "tab", id: `tab-${name}`, "aria-controls": `panel-${name}` },
    strings.side.tabs[name],
  );
  const panel = el(
    "div",
    {
      class: "panel",
      role: "tabpanel",
      id: `panel-${name}`,
      "aria-labelledby": tab.id,
      tabindex: textOnly ? 0 : undefined,
    },
    content,
  );
  return { name, tab, panel };
}

/** Where an arrow key, Home or End leads from tab i, or -1. */
function nextIndex(key: string, i: number, count: number): number {
  if (key === "ArrowRight") return (i + 1) % count;
  if (key === "ArrowLeft") return (i + count - 1) % count;
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : -1;
}

/** Opens and closes the sheet of a phone. */
function sheetToggle(): { button: HTMLElement; open: (open: boolean) => void } {
  const body = document.body;
  const toggle = button({ class: "btn icon quiet sheet-toggle", "aria-controls": "panels" }, [], () =>
    open(!body.classList.contains("sheet-open")),
  );
  const open = (open: boolean) => {
    body.classList.toggle("sheet-open", open);
    setAttributes(toggle, {
      "aria-expanded": String(open),
      "aria-label": open ? strings.side.close : strings.side.open,
    });
    toggle.replaceChildren(icon(open ? "down" : "up"));
  };
  open(false);
  return { button: toggle, open };
}
