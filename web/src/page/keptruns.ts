import { button, el, setText } from "../dom.ts";
import { count } from "../format.ts";
import { toCSV, toJSON, toMarkdown } from "../results/files.ts";
import type { Run } from "../results/run.ts";
import type { Runs } from "../results/runs.ts";
import type { Session } from "../session/session.ts";
import { strings } from "../strings.ts";
import { icon } from "./icons.ts";
import { nameOf } from "./runcomparison.ts";
import { saveFile } from "./savefile.ts";

const words = strings.results;

/** The runs that are kept, to be forgotten or taken along as files. */
export function createKeptRuns(session: Session, runs: Runs): HTMLElement {
  const list = el("ul", { class: "kept-runs" });
  const element = el(
    "section",
    { hidden: true },
    el("h2", {}, words.kept),
    list,
    el("div", { class: "row" }, ...files(session, runs), forgetAll(runs)),
  );
  const update = () => {
    element.hidden = runs.all.length === 0;
    list.replaceChildren(
      ...runs.all.map((run) => item(runs, run, () => list.querySelector("button")?.focus())),
    );
  };
  runs.events.on("change", update);
  update();
  return element;
}

function item(runs: Runs, run: Run, refocus: () => void): HTMLElement {
  const name = nameOf(runs, run);
  const forget = button(
    { class: "btn icon quiet", "aria-label": words.forget(name), title: words.forget(name) },
    [icon("close")],
    () => {
      runs.forget(run.id);
      refocus();
    },
  );
  const sizes = run.steps.map(({ requests }) => count(requests)).join(", ");
  return el("li", {}, el("p", {}, name, el("span", {}, words.stepsOf(run.seed, sizes))), forget);
}

/** All kept runs as files, and as text for a document. */
function files(session: Session, runs: Runs): HTMLElement[] {
  const name = "sluice-results";
  const said = el("span", {}, words.markdown);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(toMarkdown(runs.all, words.columns));
      setText(said, words.copied);
      setTimeout(() => setText(said, words.markdown), 2000);
    } catch {
      session.events.emit("notice", words.notCopied);
    }
  };
  return [
    button({ class: "btn", "aria-label": words.csvLabel }, [words.csv], () =>
      saveFile(new Blob([toCSV(runs.all)], { type: "text/csv" }), `${name}.csv`),
    ),
    button({ class: "btn", "aria-label": words.jsonLabel }, [words.json], () =>
      saveFile(new Blob([toJSON(runs.all)], { type: "application/json" }), `${name}.json`),
    ),
    button({ class: "btn" }, [said], () => void copy()),
  ];
}

function forgetAll(runs: Runs): HTMLElement {
  return button({ class: "btn quiet" }, [words.forgetAll], () => runs.forgetAll());
}
