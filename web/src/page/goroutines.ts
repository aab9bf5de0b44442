import { el, setText } from "../dom.ts";
import { brief } from "../format.ts";
import type { Bucket, Channel, World } from "../session/api.ts";
import type { Session } from "../session/session.ts";
import { strings } from "../strings.ts";
import { pollWhileVisible } from "./commands.ts";
import { goroutineTable, type Ways } from "./goroutinetable.ts";

const words = strings.goroutines;

/** Everything alive in the scene, in words: the text twin of the picture. */
export function createGoroutines(session: Session, ways: Ways): HTMLElement {
  const goroutines = goroutineTable(ways, words.caption);
  const channels = table<Channel>(
    words.channels,
    [words.channel, words.fill],
    ({ name, len, cap, closed }) => [
      name,
      closed ? words.closed : cap === 0 ? words.unbuffered : `${len} of ${cap}`,
    ],
  );
  const buckets = table<Bucket>(words.buckets, [words.bucket, words.fill], ({ name, tokens, capacity }) => [
    name,
    `${brief(Math.floor(tokens))} of ${brief(capacity)}`,
  ]);
  const panel = el("div", { class: "tables" }, goroutines.element, channels.element, buckets.element);
  pollWhileVisible(session, panel, () => {
    const world: World = session.core.world();
    goroutines.show(world.goroutines);
    channels.show(world.channels);
    buckets.show(world.buckets);
  });
  return panel;
}

/** A table whose cells are rewritten in place, so that what is selected stays selected. */
function table<Row>(
  caption: string,
  headings: readonly string[],
  cells: (row: Row) => readonly string[],
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
      cells(row).forEach((text, column) => {
        const cell = line.cells[column];
        if (cell) setText(cell, text);
      });
    });
  };
  return { element, show };
}
