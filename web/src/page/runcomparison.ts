import { el, setText } from "../dom.ts";
import { brief, clock, count } from "../format.ts";
import { type Measure, measuresOf } from "../results/measures.ts";
import type { Run } from "../results/run.ts";
import type { Runs } from "../results/runs.ts";
import type { StepResult } from "../session/api.ts";
import { strings } from "../strings.ts";

const words = strings.results;

/** Two runs side by side, by one step that both have done; nothing as long as there is one run only. */
export function createRunComparison(runs: Runs): HTMLElement {
  const [left, right, size] = [words.first, words.second, words.step].map((label) =>
    el("select", { class: "field", "aria-label": label }),
  ) as [HTMLSelectElement, HTMLSelectElement, HTMLSelectElement];
  const sizeChoice = el("label", { class: "size-choice" }, size, words.requestsEach);
  const differences = el("p", { class: "fine" });
  const table = createPairTable();
  const none = el("p", { class: "fine" }, words.nothingInCommon);
  const element = el(
    "section",
    { class: "run-comparison", hidden: true },
    el("h2", {}, words.compare),
    el("div", { class: "run-choice" }, left, el("span", {}, words.with), right),
    sizeChoice,
    differences,
    none,
    table.element,
  );
  const show = () => {
    const [a, b] = [left, right].map(({ value }) => runs.all.find(({ id }) => id === value));
    if (!a || !b) return;
    const pair = pairOf(a, b, Number(size.value));
    none.hidden = pair !== undefined;
    table.element.hidden = pair === undefined;
    setText(differences, pair ? words.differs(differencesOf(a, b, ...pair)) : "");
    if (pair) table.show([nameOf(runs, a), nameOf(runs, b)], ...pair);
  };
  let newest: string | undefined;
  let sizeChosen = false;
  const update = () => {
    element.hidden = runs.all.length < 2;
    if (element.hidden) return;
    const first = runs.all[0]?.id;
    if (first !== newest) {
      left.value = right.value = ""; // a new run is what one wants to see
      sizeChosen = false;
    }
    newest = first;
    fill(left, runs, runs.all[0]);
    fill(
      right,
      runs,
      runs.all.find(({ id }) => id !== left.value),
    );
    fillSizes();
    show();
  };
  const fillSizes = () => {
    const [a, b] = [left, right].map(({ value }) => runs.all.find(({ id }) => id === value));
    const sizes = a && b ? sizesInCommon(a, b) : [];
    if (!sizeChosen) size.value = "";
    offer(
      size,
      sizes.map((n) => [String(n), count(n)]),
      String(sizes.at(-1) ?? ""),
    );
    sizeChoice.hidden = sizes.length === 0;
  };
  for (const choice of [left, right]) {
    choice.addEventListener("change", () => {
      fillSizes();
      show();
    });
  }
  size.addEventListener("change", () => {
    sizeChosen = true;
    show();
  });
  runs.events.on("change", update);
  update();
  return element;
}

/** Offers all runs; what is chosen stays chosen as long as it is there. */
function fill(choice: HTMLSelectElement, runs: Runs, otherwise: Run | undefined): void {
  offer(
    choice,
    runs.all.map((run) => [run.id, nameOf(runs, run)]),
    otherwise?.id ?? "",
  );
}

function offer(
  choice: HTMLSelectElement,
  options: readonly (readonly [value: string, text: string])[],
  otherwise: string,
): void {
  const { value } = choice;
  choice.replaceChildren(...options.map(([value, text]) => el("option", { value }, text)));
  choice.value = options.some(([known]) => known === value) ? value : otherwise;
}

/** A run as one tells it from others. */
export function nameOf(runs: Runs, run: Run): string {
  return runs.isPresent(run) ? words.thisRun(run.label) : words.earlierRun(run.label, clock(run.began));
}

function sizesInCommon(a: Run, b: Run): number[] {
  const sizes = new Set(a.steps.map(({ requests }) => requests));
  return [...new Set(b.steps.map(({ requests }) => requests))]
    .filter((n) => sizes.has(n))
    .sort((m, n) => m - n);
}

/** The last step of this size of each. */
function pairOf(a: Run, b: Run, size: number): [StepResult, StepResult] | undefined {
  const [one, other] = [a, b].map(({ steps }) => steps.findLast(({ requests }) => requests === size));
  return one && other && [one, other];
}

/** What was set otherwise. */
function differencesOf(a: Run, b: Run, one: StepResult, other: StepResult): readonly string[] {
  const names = Object.keys({ ...one.knobs, ...other.knobs });
  return [
    ...(a.variant === b.variant ? [] : [words.turned(words.variant, a.label, b.label)]),
    ...(a.seed === b.seed ? [] : [words.turned(words.seed, String(a.seed), String(b.seed))]),
    ...names
      .filter((name) => one.knobs[name] !== other.knobs[name])
      .map((name) => words.turned(name, String(one.knobs[name]), String(other.knobs[name]))),
  ];
}

/** Two steps beside each other, and how they stand to each other. */
function createPairTable() {
  const heads = [el("th", { scope: "col" }), el("th", { scope: "col" })] as const;
  const body = el("tbody");
  const element = el(
    "table",
    { class: "figures pair-table" },
    el("caption", { class: "visually-hidden" }, words.compare),
    el("thead", {}, el("tr", {}, el("td"), ...heads, el("th", { scope: "col" }, words.ratio))),
    body,
  );
  return {
    element,
    show(names: readonly string[], one: StepResult, other: StepResult) {
      heads.forEach((head, i) => {
        setText(head, names[i] ?? "");
      });
      body.replaceChildren(...measuresOf([one, other]).map((measure) => pairRow(measure, one, other)));
    },
  };
}

function pairRow(measure: Measure, one: StepResult, other: StepResult): HTMLElement {
  const [a, b] = [measure.value(one), measure.value(other)];
  return el(
    "tr",
    { "data-measure": measure.id },
    el("th", { scope: "row" }, measure.label),
    el("td", {}, measure.text(a)),
    el("td", {}, measure.text(b)),
    verdict(measure, a, b),
  );
}

/** How many times the other value the first one is, and whether that is better. */
function verdict({ better, text }: Measure, a: number, b: number): HTMLElement {
  if (Number.isNaN(a) || Number.isNaN(b)) return el("td", { class: "verdict-none" }, "–");
  if (text(a) === text(b)) return el("td", { class: "verdict-none" }, words.same);
  const ratio = b === 0 ? "" : words.times(brief(a / b));
  if (!better) return el("td", { class: "verdict-none" }, ratio || "–");
  const good = better === "more" ? a > b : a < b;
  const mark = el("span", { class: "verdict-mark", "aria-hidden": "true" }, good ? "▲" : "▼");
  const said = el("span", { class: "verdict-word" }, good ? words.better : words.worse);
  return el("td", { class: good ? "verdict-better" : "verdict-worse" }, `${ratio} `, mark, said);
}
