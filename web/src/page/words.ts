import { el, setText } from "../dom.ts";
import type { Station } from "../session/api.ts";
import type { Session } from "../session/session.ts";
import { strings } from "../strings.ts";
import { letters } from "./captions.ts";
import { pollWhileVisible } from "./commands.ts";
import { createEvents } from "./events.ts";
import { table } from "./table.ts";

const words = strings.words;

/** The text twin of the picture: how each station stands, and what happened before the playhead. */
export function createWords(session: Session, readAloud: HTMLElement): HTMLElement {
  const tables = letters.map(() =>
    table<Station>(words.picture(), [words.station, words.now], ({ name, text }) => [name, text]),
  );
  const events = createEvents(session);
  const panel = el(
    "div",
    { class: "words" },
    el("div", { class: "tables stations" }, ...tables.map(({ element }) => element)),
    readAloud,
    events.element,
  );
  pollWhileVisible(session, panel, () => {
    const { pictures, events: told } = session.core.words();
    tables.forEach(({ element, show }, i) => {
      const caption = element.querySelector("caption");
      if (caption) setText(caption, words.picture(pictures.length > 1 ? letters[i] : undefined));
      show(pictures[i] ?? []);
    });
    events.show(told);
  });
  return panel;
}
