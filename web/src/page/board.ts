import { button, el, setAttributes } from "../dom.ts";
import type { Board } from "../session/api.ts";
import type { Session } from "../session/session.ts";
import { strings } from "../strings.ts";
import { pollWhileVisible } from "./commands.ts";

/** The table of a scene that has one: each cell does what it names, and shows what came of it. */
export function createBoard(session: Session): HTMLElement {
  const element = el("div", { class: "board", hidden: true });
  let cells = new Map<string, HTMLElement>();
  let shown: Board | null = null;
  session.events.on("load", ({ scene }) => {
    const board = scene?.board ?? null;
    element.hidden = board === null;
    if (board && board !== shown) {
      cells = new Map();
      element.replaceChildren(table(session, board, cells));
    }
    shown = board;
    for (const cell of cells.values()) show(cell, "");
  });
  pollWhileVisible(session, element, () => {
    const { notes } = session.core.world(0);
    for (const [name, cell] of cells) show(cell, notes[name] ?? "");
  });
  return element;
}

function table(session: Session, board: Board, cells: Map<string, HTMLElement>): HTMLElement {
  const head = board.columns.map(({ label }) => el("th", { scope: "col" }, el("code", {}, label)));
  const rows = board.rows.map((row) => {
    const data = board.columns.map((column) => {
      const name = `${row.id}/${column.id}`;
      const cell = button({ class: "cell", "data-cell": name }, [], () =>
        session.attempt(() => {
          session.act(name);
          session.play();
        }),
      );
      cell.dataset.what = strings.board.cell(column.label, row.label);
      cells.set(name, cell);
      return el("td", {}, cell);
    });
    return el("tr", {}, el("th", { scope: "row" }, row.label), ...data);
  });
  return el(
    "table",
    {},
    el("thead", {}, el("tr", {}, el("th", { scope: "col" }, board.corner), ...head)),
    el("tbody", {}, ...rows),
  );
}

/** Shows a note: its first word says how the cell lights, what follows a colon stands below. */
function show(cell: HTMLElement, note: string): void {
  if (cell.dataset.note === note) return;
  cell.dataset.note = note;
  const [word = "", detail = ""] = note.split(/: (.*)/s);
  cell.dataset.state = word;
  cell.replaceChildren(el("b", {}, word || strings.board.untried), el("span", {}, detail));
  setAttributes(cell, { "aria-label": `${cell.dataset.what}: ${note || strings.board.untried}` });
}
