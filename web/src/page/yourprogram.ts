import { button, el } from "../dom.ts";
import type { Session } from "../session/session.ts";
import { strings } from "../strings.ts";
import { createCopyField } from "./copyfield.ts";
import { icon } from "./icons.ts";
import type { RunFiles } from "./runfiles.ts";

const words = strings.yourProgram;

export interface YourProgram {
  readonly dialog: HTMLDialogElement;
  open(): void;
}

/** How a program of one's own comes here; while it is open the clock stands still. */
export function createYourProgram(session: Session, files: RunFiles): YourProgram {
  const close = () => dialog.close();
  const dialog = el(
    "dialog",
    { class: "share", "aria-labelledby": "your-program-title" },
    el("h2", { id: "your-program-title" }, words.title),
    button(
      { class: "btn icon quiet dialog-close", "aria-label": strings.share.close },
      [icon("close")],
      close,
    ),
    el("p", { class: "quiet-text" }, words.intro),
    section(words.record, words.recordIntro, command(words.record, words.recordCommand)),
    section(words.watch, words.watchIntro, command(words.watch, words.watchCommand)),
    section(words.open, words.openIntro, el("div", { class: "row" }, ...files.importer(words.choose, close))),
  );
  dialog.addEventListener("close", () => session.hold("dialog", false));
  return {
    dialog,
    open() {
      if (dialog.open) return;
      session.hold("dialog", true);
      dialog.showModal();
    },
  };
}

function command(label: string, text: string): HTMLElement {
  const field = createCopyField(label, el("input", { type: "text", readonly: true, class: "field" }));
  field.show(text);
  return field.element;
}

function section(title: string, intro: string, content: HTMLElement): HTMLElement {
  return el("section", {}, el("h3", {}, title), el("p", { class: "quiet-text" }, intro), content);
}
