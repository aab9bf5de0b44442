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
export function createHelp(session: Session, sound: HTMLElement): Help {
  const singleKeys = el("input", { type: "checkbox", checked: readPreference("singleKeys") !== "off" });
  singleKeys.addEventListener("change", () =>
    writePreference("singleKeys", singleKeys.checked ? "on" : "off"),
  );
  const rows = strings.help.rows.map(([keys, effect]) =>
    el("div", {}, el("dt", {}, ...keys.map((key) => el("kbd", {}, key))), el("dd", {}, effect)),
  );
  const dialog = el(
    "dialog",
    { class: "help", "aria-labelledby": "help-title" },
    el("h2", { id: "help-title" }, strings.help.title),
    el("p", {}, strings.help.intro),
    el("h3", {}, strings.help.keys),
    el("dl", { class: "keys" }, ...rows),
    el("label", { class: "check" }, singleKeys, strings.help.singleKeys),
    sound,
    el("p", { class: "quiet-text" }, strings.help.pausedNote),
  );
  dialog.append(
    button({ class: "btn primary", autofocus: true }, [strings.help.close], () => dialog.close()),
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
