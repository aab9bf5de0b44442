import { button, el, setAttributes } from "../dom.ts";
import type { Session } from "../session/session.ts";
import { strings } from "../strings.ts";
import { createCode } from "./code.ts";
import { createGoroutines } from "./goroutines.ts";
import { icon } from "./icons.ts";
import { createKnobs } from "./knobs.ts";
import { createKpis } from "./kpis.ts";
import { createLesson } from "./lesson.ts";
import { createMetrics } from "./metrics.ts";
import { createOutput } from "./output.ts";
import { createWords } from "./words.ts";

interface Tab {
  readonly tab: HTMLButtonElement;
  readonly panel: HTMLElement;
}

/** The panels beside the picture; on a phone a sheet below it that opens with its tabs. */
export function createSide(
  session: Session,
  explain: (word: string) => void,
  readAloud: HTMLElement,
): HTMLElement {
  const { lesson, code, knobs, metrics, words, goroutines, output } = strings.side.tabs;
  const tabs = [
    createTab("lesson", lesson, createLesson(session, explain)),
    createTab("code", code, createCode(session)),
    createTab("knobs", knobs, createKnobs(session)),
    createTab("metrics", metrics, createMetrics(session)),
    createTab("words", words, createWords(session, readAloud), true),
    createTab("goroutines", goroutines, createGoroutines(session), true),
    createTab("output", output, createOutput(session)),
  ];
  const sheet = sheetToggle();
  const select = (chosen: Tab) => {
    for (const { tab, panel } of tabs) {
      const selected = tab === chosen.tab;
      setAttributes(tab, { "aria-selected": String(selected), tabindex: selected ? 0 : -1 });
      panel.hidden = !selected;
    }
    chosen.tab.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  tabs.forEach((entry, i) => {
    entry.tab.addEventListener("click", () => {
      select(entry);
      sheet.open(true);
      entry.panel.scrollIntoView({ block: "nearest" });
    });
    entry.tab.addEventListener("keydown", (event) => {
      const next = tabs[nextIndex(event.key, i, tabs.length)];
      if (!next) return;
      event.preventDefault();
      select(next);
      next.tab.focus();
    });
  });
  if (tabs[0]) select(tabs[0]);
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

/** A panel that only holds text is a tab stop, so that the arrow keys can scroll it. */
function createTab(id: string, label: string, content: HTMLElement, textOnly = false): Tab {
  const tab = el(
    "button",
    { type: "button", role: "tab", id: `tab-${id}`, "aria-controls": `panel-${id}` },
    label,
  );
  const panel = el(
    "div",
    {
      class: "panel",
      role: "tabpanel",
      id: `panel-${id}`,
      "aria-labelledby": tab.id,
      tabindex: textOnly ? 0 : undefined,
    },
    content,
  );
  return { tab, panel };
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
