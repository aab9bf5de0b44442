import { el, setText } from "../dom.ts";

/** A table whose cells are rewritten in place, so that what is selected stays selected. */
export function table<Row>(
  caption: string,
  headings: readonly string[],
  cells: (row: Row) => readonly string[],
  rowClass: (row: Row) => string = () => "",
): { element: HTMLElement; show: (rows: readonly Row[]) => void } {
  const body = el("tbody");
  const head = el("tr", {}, ...headings.map((heading) => el("th", { scope: "col" }, heading)));
  const element = el("table", { hidden: true }, el("caption", {}, caption), el("thead", {}, head), body);
  const show = (rows: readonly Row[]) => {
    element.hidden = rows.length === 0;
    while (body.rows.length > rows.length) body.deleteRow(-1);
    while (body.rows.length < rows.length) body.append(el("tr", {}, ...headings.map(() => el("td"))));
    rows.forEach((row, i) => {
      const line = body.rows[i];
      if (!line) return;
      line.className = rowClass(row);
      cells(row).forEach((text, column) => {
        const cell = line.cells[column];
        if (cell) setText(cell, text);
      });
    });
  };
  return { element, show };
}
