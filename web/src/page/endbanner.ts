import { button, el } from "../dom.ts";
import type { End } from "../session/api.ts";
import type { Session } from "../session/session.ts";
import { strings } from "../strings.ts";
import { icon } from "./icons.ts";

/** Goroutines beyond this many are only counted; the Goroutines panel has them all. */
const listed = 6;

/** Where there is room for the list of goroutines at once. */
const wide = matchMedia("(min-width: 761px)");

/** Says above the picture how a run ended by itself, and which goroutines it left behind. */
export function createEndBanner(session: Session): HTMLElement {
  const banner = el("div", { class: "ending", role: "status" });
  const hide = () => banner.replaceChildren();
  session.events.on("load", hide);
  session.events.on("detach", hide);
  session.events.on("frame", ({ ended }) => {
    if (!ended && banner.hasChildNodes()) hide(); // one has gone back
  });
  session.events.on("end", (end) => {
    const program = session.loaded?.program !== undefined;
    const again = button(
      { class: "btn" },
      [icon("reset"), program ? strings.end.replay : strings.end.again],
      () => session.attempt(() => session.reset()),
    );
    const dismiss = button(
      { class: "btn icon quiet", "aria-label": strings.stage.dismiss },
      [icon("close")],
      hide,
    );
    banner.replaceChildren(
      el(
        "section",
        { class: good(end.reason, program) ? "end" : "end bad", "aria-label": strings.end.label },
        el("h2", {}, titleOf(end.reason, program)),
        el("p", {}, end.message),
        goroutineList(end),
        el("div", { class: "end-actions" }, again, dismiss),
      ),
    );
  });
  return banner;
}

/** Whether there is nothing wrong with how the run ended: a program may return from main whoever is left. */
function good(reason: string, program: boolean): boolean {
  return ["done", "exit 0", "cut"].includes(reason) || (program && reason === "leak");
}

function titleOf(reason: string, program: boolean): string {
  const [kind = ""] = reason.split(" ");
  return (
    (program ? strings.end.programTitles[kind] : undefined) ?? strings.end.titles[kind] ?? strings.end.other
  );
}

function goroutineList({ goroutines, more }: End): HTMLElement {
  const rows = goroutines.slice(0, listed).map(({ name, state, waitingOn, file, line }) => {
    const where = file ? el("code", {}, `${file}:${line}`) : "";
    return el("li", {}, el("b", {}, name), ` ${[state, waitingOn].filter(Boolean).join(" ")} `, where);
  });
  const rest = goroutines.length + more - rows.length;
  if (rest > 0) rows.push(el("li", {}, strings.end.more(rest)));
  if (rows.length === 0) return el("span");
  return el(
    "details",
    { open: wide.matches },
    el("summary", {}, strings.end.goroutines(goroutines.length + more)),
    el("ul", { "aria-label": strings.end.left }, ...rows),
  );
}
