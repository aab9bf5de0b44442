import { el, setText } from "../dom.ts";
import { count, duration, percent, rate } from "../format.ts";
import type { Compared } from "../session/api.ts";
import type { Session } from "../session/session.ts";
import { strings } from "../strings.ts";
import { letters } from "./captions.ts";
import { onPaint } from "./commands.ts";

const columns: readonly (readonly [
  label: string,
  value: (of: Compared) => number,
  text: (n: number) => string,
])[] = [
  [strings.law.terms.offered, (of) => of.offered, count],
  [strings.law.terms.completed, (of) => of.completed, count],
  [strings.law.terms.rejected, (of) => of.rejected, count],
  [strings.law.terms.failed, (of) => of.failed, count],
  [strings.law.terms.cancelled, (of) => of.cancelled, count],
  [strings.law.terms.inFlight, (of) => of.inFlight, count],
  [strings.compare.retries, (of) => of.retries, count],
  [strings.compare.goroutines, (of) => of.goroutines, count],
  [strings.compare.throughput, (of) => of.throughput, rate],
  [strings.kpi.p50, (of) => (of.completed ? of.latencyMs.p50 : Number.NaN), duration],
  [strings.kpi.p99, (of) => (of.completed ? of.latencyMs.p99 : Number.NaN), duration],
  [strings.compare.refused, (of) => of.refusedPct, percent],
];

/** The numbers of scenes side by side: a row each, with a bar under what differs. */
export function createCompared(session: Session): HTMLElement {
  const body = el("tbody");
  const head = columns.map(([label]) => el("th", { scope: "col" }, label));
  const table = el(
    "table",
    {},
    el("caption", { class: "visually-hidden" }, strings.compare.numbers),
    el("thead", {}, el("tr", {}, el("td"), ...head)),
    body,
  );
  const region = el(
    "div",
    { class: "compared", role: "region", tabindex: 0, "aria-label": strings.compare.numbers, hidden: true },
    table,
  );
  session.events.on("load", () => {
    region.hidden = session.beside.length === 0;
    body.replaceChildren();
  });
  onPaint(session, ({ panes }) => {
    if (panes > 1) show(body, session.core.compared());
  });
  return region;
}

function show(body: HTMLTableSectionElement, all: readonly Compared[]): void {
  if (body.rows.length !== all.length) {
    body.replaceChildren(
      ...all.map((_, i) =>
        el("tr", {}, el("th", { scope: "row" }, letters[i] ?? ""), ...columns.map(() => el("td"))),
      ),
    );
  }
  columns.forEach(([, value, text], k) => {
    const values = all.map(value);
    const texts = values.map(text);
    const differ = texts.some((other) => other !== texts[0]);
    const greatest = Math.max(...values.filter(Number.isFinite), 0);
    all.forEach((_, i) => {
      const cell = body.rows[i]?.cells[k + 1];
      if (!cell) return;
      setText(cell, texts[i] ?? "");
      cell.classList.toggle("differs", differ);
      cell.style.setProperty("--part", String(greatest > 0 ? (values[i] || 0) / greatest : 0));
    });
  });
  all.forEach((of, i) => {
    const row = body.rows[i]?.cells[0];
    const ended = of.ended ? (strings.end.titles[of.ended] ?? of.ended) : "";
    if (row) setText(row, [letters[i], ended].filter(Boolean).join(" · "));
  });
}
