import { button, el } from "../dom.ts";
import type { Session } from "../session/session.ts";
import { strings } from "../strings.ts";

export interface Glossary {
  readonly dialog: HTMLDialogElement;
  /** Opens the glossary at a word. */
  explain(word: string): void;
}

/** What the lessons' words mean; while it is open the clock stands still. */
export function createGlossary(session: Session): Glossary {
  const entries = new Map<string, HTMLElement>();
  const list = el("dl", { class: "glossary-list" });
  session.events.on("attach", (core) => {
    entries.clear();
    for (const [word, meaning] of Object.entries(core.glossary()).sort(([a], [b]) => a.localeCompare(b))) {
      entries.set(word, el("div", { tabindex: -1 }, el("dt", {}, word), el("dd", {}, meaning)));
    }
    list.replaceChildren(...entries.values());
  });
  const dialog = el(
    "dialog",
    { class: "glossary", "aria-labelledby": "glossary-title" },
    el("h2", { id: "glossary-title" }, strings.glossary.title),
    list,
  );
  dialog.append(button({ class: "btn primary" }, [strings.glossary.close], () => dialog.close()));
  dialog.addEventListener("close", () => session.hold("dialog", false));
  return {
    dialog,
    explain(word) {
      session.hold("dialog", true);
      dialog.showModal();
      for (const [other, entry] of entries) entry.classList.toggle("asked", other === word);
      const entry = entries.get(word);
      entry?.focus();
      entry?.scrollIntoView({ block: "center" });
    },
  };
}
