import { button, el, setText } from "../dom.ts";
import type { Lesson, Question, Task } from "../session/api.ts";
import { demonstrate } from "../session/demonstration.ts";
import type { Session } from "../session/session.ts";
import { strings } from "../strings.ts";

const words = strings.lesson;

/** What the loaded scene teaches: what to watch, tasks that tick themselves off, and what to remember. */
export function createLesson(session: Session, explain: (word: string) => void): HTMLElement {
  const content = el("div", { class: "lesson" });
  /** Tasks ticked off since the page was opened, as scene and task. */
  const ticked = new Set<string>();
  let rows = new Map<string, TaskRow>();
  let shown = "";
  session.events.on("load", ({ scene }) => {
    if (!scene || scene.id === shown) return;
    shown = scene.id;
    rows = new Map(scene.lesson.tasks.map((task) => [task.id, createTask(session, task)]));
    for (const [id, row] of rows) row.tick(ticked.has(`${shown}/${id}`));
    content.replaceChildren(...sections(scene.lesson, [...rows.values()], explain));
  });
  const news = el("p", { class: "visually-hidden", role: "status" });
  session.events.on("task", ({ scene, task }) => {
    const again = ticked.has(`${scene}/${task}`);
    ticked.add(`${scene}/${task}`);
    const row = scene === shown ? rows.get(task) : undefined;
    if (!row || again) return;
    row.tick(true);
    setText(news, words.done(row.text));
  });
  return el("div", { class: "lesson-panel" }, news, content);
}

function sections(lesson: Lesson, rows: readonly TaskRow[], explain: (word: string) => void): HTMLElement[] {
  const terms = lesson.terms.map((word) => button({ class: "term" }, [word], () => explain(word)));
  const notes = lesson.notes.map((note) => el("li", {}, note));
  return [
    section(words.watch, el("p", {}, lesson.watch)),
    section(words.tasks, el("ol", { class: "tasks" }, ...rows.map(({ element }) => element))),
    section(words.takeaway, el("p", { class: "takeaway" }, lesson.takeaway)),
    section(words.terms, el("p", { class: "terms" }, ...terms)),
    el("details", { class: "notes" }, el("summary", {}, words.notes), el("ul", {}, ...notes)),
  ];
}

function section(title: string, ...content: HTMLElement[]): HTMLElement {
  return el("section", {}, el("h2", {}, title), ...content);
}

interface TaskRow {
  readonly element: HTMLElement;
  readonly text: string;
  tick(done: boolean): void;
}

function createTask(session: Session, { id, text, ask, show }: Task): TaskRow {
  const state = el("span", { class: "visually-hidden" });
  const demonstration = button({ class: "show" }, [words.show], () => {
    demonstrate(session, show).catch((error: Error) => session.events.emit("notice", error.message));
  });
  const element = el(
    "li",
    { class: "task", "data-task": id },
    el("span", { class: "task-box", "aria-hidden": "true" }),
    el("p", {}, text, " ", state),
  );
  if (ask) element.append(createQuestion(id, ask));
  element.append(demonstration);
  return {
    element,
    text,
    tick(done) {
      element.classList.toggle("done", done);
      setText(state, done ? words.ticked : "");
    },
  };
}

/** A prediction; any answer brings the reason, so that a wrong one teaches too. */
function createQuestion(id: string, { text, options, answer, why }: Question): HTMLElement {
  const verdict = el("p", { class: "verdict", role: "status" });
  const choices = options.map((option, i) => {
    const input = el("input", { type: "radio", name: `ask-${id}`, value: i });
    input.addEventListener("change", () => {
      verdict.classList.toggle("right", i === answer);
      setText(verdict, words.verdict(i === answer, why));
    });
    return el("label", {}, input, el("span", {}, option));
  });
  return el(
    "fieldset",
    { class: "ask" },
    el("legend", {}, el("b", {}, words.predict), " ", text),
    el("div", { class: "options" }, ...choices),
    verdict,
  );
}
