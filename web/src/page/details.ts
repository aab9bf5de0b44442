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
  /** Tells a job's story, and goes to the line where it is. */
  tell(job: number): void;
  /** Puts the focus on the first thing in it. */
  focus(): void;
  close(): void;
}

export function createDetails(session: Session, ways: Ways): Details {
  const lineup = createLineup(session, ways);
  const story = createStory(session, ways.goTo);
  const title = el("h2");
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
      return story.show(job);
    }
    return undefined;
  };
  /** Shows another line, another job, or nothing. */
  const turn = (at: Place | undefined, which: number) => {
    if (!session.running) return undefined;
    place = at;
    job = which;
    session.core.follow(job);
    return show();
  };
  const close = () => void turn(undefined, 0);
  pollWhileVisible(session, element, show);
  return {
    element,
    get place() {
      return place;
    },
    lineUp: (at) => void turn(at, 0),
    tell(which) {
      const step = turn(undefined, which);
      if (step) ways.goTo(step.file, step.line);
    },
    focus: () => ((place ? lineup : story).element.querySelector("button") ?? shut).focus(),
    close,
  };
}
