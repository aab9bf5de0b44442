import { el, setText } from "../dom.ts";
import { count } from "../format.ts";
import { type Measure, measuresOf } from "../results/measures.ts";
import type { StepResult } from "../session/api.ts";
import { strings } from "../strings.ts";

const words = strings.results;

/** Results of steps: a row for each measure, a column for each step, so that one reads how they grow. */
export function createStepTable(): { element: HTMLElement; show: (steps: readonly StepResult[]) => void } {
  const head = el("tr");
  const body = el("tbody");
  const element = el(
    "table",
    { class: "figures step-table" },
    el("caption", {}, words.present),
    el("thead", {}, head),
    body,
  );
  let shape = "";
  const arrange = (steps: readonly StepResult[], measures: readonly Measure[]) => {
    const now = JSON.stringify([steps.length, measures.map(({ id }) => id)]);
    if (now === shape) return;
    shape = now;
    head.replaceChildren(
      el("th", { scope: "col" }, words.requests),
      ...steps.map(() => el("th", { scope: "col" })),
    );
    body.replaceChildren(
      ...measures.map(({ id, label }) =>
        el("tr", { "data-measure": id }, el("th", { scope: "row" }, label), ...steps.map(() => el("td"))),
      ),
    );
  };
  return {
    element,
    show(steps) {
      const measures = measuresOf(steps);
      arrange(steps, measures);
      steps.forEach((step, i) => {
        const column = i + 1;
        const title = head.cells[column];
        if (title) setText(title, count(step.requests));
        measures.forEach(({ value, text }, row) => {
          const cell = body.rows[row]?.cells[column];
          if (!cell) return;
          setText(cell, text(value(step)));
          cell.classList.toggle("going-on", !step.over);
        });
      });
    },
  };
}
