import { el, setText } from "../dom.ts";
import { count } from "../format.ts";
import { readPreference, writePreference } from "../preference.ts";
import type { Frame } from "../session/core.ts";
import type { Session } from "../session/session.ts";
import { strings } from "../strings.ts";

const words = strings.words;

/** The least time between two sentences. */
const quietMs = 5000;

const parts = ["inFlight", "queued", "completed", "rejected", "failed", "cancelled"] as const;

/** Where the jobs are, as one sentence. */
export function summary(frame: Readonly<Pick<Frame, "playheadMs" | (typeof parts)[number]>>): string {
  const said = parts
    .filter((part) => frame[part] > 0)
    .map((part) => `${count(frame[part])} ${words.parts[part]}`);
  return words.summary(`${Math.floor(frame.playheadMs / 1000)} s`, said.length > 0 ? said : [words.nobody]);
}

/**
 * A switch that lets a screen reader follow the run, and the region that it
 * reads. The end of a run is announced by its banner, switched on or not.
 */
export function createReadAloud(session: Session): { control: HTMLElement; region: HTMLElement } {
  const box = el("input", {
    type: "checkbox",
    role: "switch",
    checked: readPreference("readAloud") === "on",
    "aria-describedby": "aloud-hint",
  });
  const region = el("p", { class: "visually-hidden aloud", role: "status" });
  let saidAt = Number.NEGATIVE_INFINITY;
  box.addEventListener("change", () => {
    writePreference("readAloud", box.checked ? "on" : "off");
    saidAt = Number.NEGATIVE_INFINITY;
    if (!box.checked) setText(region, "");
  });
  session.events.on("frame", (frame) => {
    const now = performance.now();
    if (!box.checked || !frame.playing || now - saidAt < quietMs) return;
    saidAt = now;
    setText(region, summary(frame));
  });
  const control = el(
    "div",
    { class: "aloud-control" },
    el("label", { class: "check" }, box, words.aloud),
    el("span", { class: "quiet-text", id: "aloud-hint" }, words.aloudHint),
  );
  return { control, region };
}
