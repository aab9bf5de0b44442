import { button, el, setText } from "../dom.ts";
import { count, percent } from "../format.ts";
import { Runs } from "../results/runs.ts";
import type { Scene, StepResult } from "../session/api.ts";
import { race } from "../session/race.ts";
import type { Session } from "../session/session.ts";
import { strings } from "../strings.ts";
import { commandGroup, pollWhileVisible } from "./commands.ts";
import { icon } from "./icons.ts";
import { createKeptRuns } from "./keptruns.ts";
import { createRunComparison } from "./runcomparison.ts";
import { createStepTable } from "./steptable.ts";

const words = strings.results;

/** What came of the steps of a load test: of this run, and of those before it. */
export function createResults(session: Session): HTMLElement {
  const runs = new Runs(session);
  const commands = createStepCommands(session);
  const table = createStepTable();
  const progress = createProgress();
  const present = el(
    "section",
    { class: "step-results", tabindex: 0, role: "region", "aria-label": words.present },
    table.element,
  );
  const empty = createInvitationToBegin(session);
  const panel = el(
    "div",
    { class: "results" },
    commands,
    progress.element,
    empty,
    present,
    createRunComparison(runs),
    createKeptRuns(session, runs),
  );
  pollWhileVisible(session, panel, () => {
    const steps = session.core.results();
    empty.hidden = steps.length > 0;
    present.hidden = steps.length === 0;
    table.show(steps);
    progress.show(steps.find(({ over }) => !over));
    runs.note(steps);
  });
  return panel;
}

/** Does a step that one chooses: in the picture, or as fast as the machine allows. */
function createStepCommands(session: Session): HTMLElement {
  const choice = el("select", { class: "field", "aria-label": words.step });
  session.events.on("load", ({ scene }) => {
    if (!scene || scene.steps.length === 0) return;
    choice.replaceChildren(...scene.steps.map((id) => el("option", { value: id }, actionLabel(scene, id))));
    choice.value = scene.steps.at(-1) ?? "";
  });
  const begin = () => {
    session.act(choice.value);
    session.play();
  };
  const hurry = () => {
    if (!session.core.stepping()) session.act(choice.value);
    race(session).catch((error: Error) => session.events.emit("notice", error.message));
  };
  return commandGroup(
    session,
    el(
      "div",
      { class: "step-commands" },
      choice,
      button({ class: "btn" }, [icon("play"), words.play], () => session.attempt(begin)),
      button({ class: "btn", title: words.raceHint }, [icon("nextMark"), words.race], () =>
        session.attempt(hurry),
      ),
    ),
  );
}

function actionLabel({ actions }: Scene, id: string): string {
  return actions.find((action) => action.id === id)?.label ?? id;
}

/** What stands here before the first step. */
function createInvitationToBegin(session: Session): HTMLElement {
  const begin = () => {
    const all = session.loaded?.scene?.steps.at(-1);
    if (all === undefined) return;
    session.act(all);
    session.play();
  };
  const start = button({ class: "btn primary" }, [words.begin], () => session.attempt(begin));
  return el(
    "section",
    { class: "results-empty" },
    el("h2", {}, words.empty),
    el("p", {}, words.emptyText),
    commandGroup(session, start),
  );
}

/** How far the step has come that goes on. */
function createProgress(): { element: HTMLElement; show: (step: StepResult | undefined) => void } {
  const text = el("span");
  const part = el("span", { class: "muted" });
  const bar = el("progress", { max: 1, "aria-label": words.progress });
  const element = el("div", { class: "step-progress", hidden: true }, el("p", {}, text, part), bar);
  return {
    element,
    show(step) {
      element.hidden = step === undefined;
      if (!step) return;
      const back = step.offered - step.inFlight;
      setText(text, words.goesOn(count(back), count(step.requests)));
      setText(part, percent((100 * back) / Math.max(step.requests, 1)));
      bar.value = back / Math.max(step.requests, 1);
    },
  };
}
