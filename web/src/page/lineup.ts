import { el, setText } from "../dom.ts";
import type { Place } from "../session/core.ts";
import type { Session } from "../session/session.ts";
import { strings } from "../strings.ts";
import { goroutineTable, type Ways } from "./goroutinetable.ts";

export interface Lineup {
  readonly element: HTMLElement;
  /** Asks who stands at a line now. */
  show(place: Place): void;
}

/** Who stands at a line. */
export function createLineup(session: Session, ways: Ways): Lineup {
  const table = goroutineTable(ways, el("span", { class: "visually-hidden" }, strings.goroutines.caption));
  const rest = el("p", { class: "aside" });
  return {
    element: el("div", { class: "lineup" }, table.element, rest),
    show({ file, line }) {
      const { count, goroutines } = session.core.at(file, line);
      table.show(goroutines);
      const more = count - goroutines.length;
      setText(rest, count === 0 ? strings.code.nobody : more > 0 ? strings.end.more(more) : "");
    },
  };
}
