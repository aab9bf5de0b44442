import { button, el, setAttributes, setText } from "../dom.ts";
import type { Goroutine } from "../session/api.ts";
import { strings } from "../strings.ts";
import { markOf, stateMark } from "./states.ts";

const words = strings.goroutines;

/** Where a goroutine in a table leads. */
export interface Ways {
  /** To a line of the source. */
  goTo(file: string, line: number): void;
  /** To the story of a job. */
  tell(job: number): void;
}

export interface GoroutineTable {
  readonly element: HTMLTableElement;
  show(goroutines: readonly Goroutine[]): void;
}

interface Row {
  readonly element: HTMLTableRowElement;
  show(goroutine: Goroutine): void;
}

/** Goroutines with what they do; each leads to its line, and to its job's story. Rows stay while their goroutine does. */
export function goroutineTable(ways: Ways, ...caption: (Node | string)[]): GoroutineTable {
  const rows = new Map<number, Row>();
  const body = el("tbody");
  const headings = [words.name, words.state, words.where, words.job];
  const head = el("tr", {}, ...headings.map((heading) => el("th", { scope: "col" }, heading)));
  const element = el(
    "table",
    { class: "goroutines", hidden: true },
    el("caption", {}, ...caption),
    el("thead", {}, head),
    body,
  );
  return {
    element,
    show(goroutines) {
      element.hidden = goroutines.length === 0;
      const ids = new Set(goroutines.map(({ id }) => id));
      for (const [id, row] of rows) {
        if (ids.has(id)) continue;
        row.element.remove();
        rows.delete(id);
      }
      goroutines.forEach((goroutine, i) => {
        const row = rows.get(goroutine.id) ?? createRow(ways);
        rows.set(goroutine.id, row);
        row.show(goroutine);
        if (body.rows[i] !== row.element) body.insertBefore(row.element, body.rows[i] ?? null);
      });
    },
  };
}

function createRow(ways: Ways): Row {
  let shown: Goroutine | undefined;
  const name = el("span");
  const number = el("span", { class: "number" });
  const goTo = button({ class: "link" }, [name, number], () => {
    if (shown) ways.goTo(shown.file, shown.line);
  });
  const job = button({ class: "link" }, [], () => {
    if (shown) ways.tell(shown.job);
  });
  const what = el("td");
  const where = el("td");
  return {
    element: el("tr", {}, el("td", {}, goTo), what, where, el("td", {}, job)),
    show(goroutine) {
      const { id, state, waitingOn, file, line } = goroutine;
      if (!shown || markOf(shown.state) !== markOf(state))
        goTo.replaceChildren(stateMark(state), name, number);
      shown = goroutine;
      setText(name, goroutine.name);
      setText(number, words.number(id));
      setText(what, [state, waitingOn].filter(Boolean).join(" "));
      setText(where, file ? `${file.slice(file.lastIndexOf("/") + 1)}:${line}` : "");
      job.hidden = goroutine.job === 0;
      if (job.textContent === String(goroutine.job)) return;
      setText(job, String(goroutine.job));
      setAttributes(job, { "aria-label": strings.story.of(goroutine.job) });
    },
  };
}
