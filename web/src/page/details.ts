import { button, el, setText } from "../dom.ts";
import type { Place } from "../session/core.ts";
import type { Session } from "../session/session.ts";
import { strings } from "../strings.ts";
import { pollWhileVisible } from "./commands.ts";
import type { Ways } from "./goroutinetable.ts";
import { icon } from "./icons.ts";
import { createLineup } from "./lineup.ts";
import { createStory } from "./story.ts";

/** What stands below the code: who is at the chosen line, or the story of a job. */
export interface Details {
  readonly element: HTMLElement;
  /** The line whose goroutines are listed. */
  readonly place: Place | undefined;
  lineUp(place: Place): void;
  tell(job: number): void;
  /** Puts the focus on the first thing in it. */
  focus(): void;
  close(): void;
}

export function createDetails(session: Session, ways: Ways): Details {
  const lineup = createLineup(session, ways);
  const story = createStory(session, ways.goTo);
  const title = el("h3");
  let place: Place | undefined;
  let job = 0;
  const shut = button({ class: "btn icon quiet", "aria-label": strings.code.close }, [icon("close")], () =>
    close(),
  );
  const element = el(
    "section",
    { class: "details", "aria-label": strings.code.details, hidden: true },
    el("div", { class: "details-head" }, title, shut),
    lineup.element,
    story.element,
  );
  const show = () => {
    element.hidden = !place && job === 0;
    lineup.element.hidden = !place;
    story.element.hidden = job === 0;
    if (place) {
      setText(title, strings.code.line(place.line));
      lineup.show(place);
    } else if (job > 0) {
      setText(title, strings.story.title(job));
      story.show(job);
    }
  };
  const close = () => {
    place = undefined;
    job = 0;
    show();
  };
  pollWhileVisible(session, element, show);
  return {
    element,
    get place() {
      return place;
    },
    lineUp(at) {
      place = at;
      job = 0;
      show();
    },
    tell(which) {
      place = undefined;
      job = which;
      show();
    },
    focus: () => element.querySelector("button")?.focus(),
    close,
  };
}
