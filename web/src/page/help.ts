import { button, el } from "../dom.ts";
import { readPreference, writePreference } from "../preference.ts";
import type { Session } from "../session/session.ts";
import { strings } from "../strings.ts";

export interface Help {
  readonly dialog: HTMLDialogElement;
  open(): void;
  /** Whether shortcuts of a single character are on. */
  singleKeys(): boolean;
}

/** The help; while it is open the clock stands still. */
export function createHelp(session: Session, tour: () => void, sound: HTMLElement): Help {
  const singleKeys = el("input", { type: "checkbox", checked: readPreference("singleKeys") !== "off" });
  singleKeys.addEventListener("change", () =>
    writePreference("singleKeys", singleKeys.checked ? "on" : "off"),
  );
  const rows = (list: typeof strings.help.rows) =>
    el(
      "dl",
      { class: "keys" },
      ...list.map(([keys, effect]) =>
        el("div", {}, el("dt", {}, ...keys.map((key) => el("kbd", {}, key))), el("dd", {}, effect)),
      ),
    );
  const dialog = el(
    "dialog",
    { class: "help", "aria-labelledby": "help-title" },
    el("h2", { id: "help-title" }, strings.help.title),
    el("p", {}, strings.help.intro),
    el("h3", {}, strings.help.keys),
    rows(strings.help.rows),
    el("h3", {}, strings.help.presenting),
    rows(strings.help.presentingRows),
    el("label", { class: "check" }, singleKeys, strings.help.singleKeys),
    sound,
    el("p", { class: "quiet-text" }, strings.help.pausedNote),
  );
  const around = button({ class: "btn" }, [strings.tour.again], () => {
    dialog.close();
    tour();
  });
  dialog.append(
    el(
      "div",
      { class: "dialog-actions" },
      button({ class: "btn primary", autofocus: true }, [strings.help.close], () => dialog.close()),
      around,
    ),
  );
  dialog.addEventListener("close", () => session.hold("dialog", false));
  return {
    dialog,
    open() {
      if (dialog.open) return;
      session.hold("dialog", true);
      dialog.showModal();
    },
    singleKeys: () => singleKeys.checked,
  };
}
