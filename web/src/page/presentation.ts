import { button, el, setAttributes, setText } from "../dom.ts";
import type { Presenter } from "../presenter/presenter.ts";
import { firstSentence } from "../presenter/slides.ts";
import type { Question } from "../session/api.ts";
import { strings } from "../strings.ts";
import { type IconName, icon } from "./icons.ts";

const words = strings.present;

/** What the audience reads while something is presented; the styles hide it otherwise. */
export function createPresentation(presenter: Presenter): HTMLElement[] {
  const parts = [head(presenter), caption(presenter), question(presenter), cover(presenter)];
  for (const { show } of parts) {
    presenter.events.on("change", show);
    show();
  }
  return parts.map(({ element }) => element);
}

interface Part {
  readonly element: HTMLElement;
  show(): void;
}

/** The scene, and what to look at until a scenario says so. */
function head(presenter: Presenter): Part {
  const title = el("h1", {});
  const watch = el("p", {});
  const loop = el("span", { class: "show-loop", hidden: true }, icon("loop"), words.looping);
  return {
    element: el("header", { class: "show-head" }, title, loop, watch),
    show() {
      setText(title, presenter.slide?.scene.title ?? strings.name);
      setText(watch, firstSentence(presenter.slide?.scene.lesson.watch ?? ""));
      watch.hidden = presenter.slide?.task !== undefined;
      loop.hidden = !presenter.loop;
    },
  };
}

/** What the scenario is about, and once it has come about what it answers. */
function caption(presenter: Presenter): Part {
  const number = el("span", { class: "show-number" });
  const text = el("p", {});
  const why = el("p", { class: "show-why" });
  const element = el("section", { class: "show-caption", "aria-label": words.scenario });
  element.append(number, el("div", { "aria-live": "polite" }, text, why));
  return {
    element,
    show() {
      const { slide, ticked } = presenter;
      element.hidden = !slide?.task;
      element.classList.toggle("ticked", ticked);
      setText(number, ticked ? "✓" : String(slide?.number ?? ""));
      setAttributes(number, { "aria-label": words.place(slide?.number ?? 0, ticked) });
      setText(text, slide?.task?.text ?? "");
      setText(why, answer(slide?.task?.ask));
    },
  };
}

function answer(ask: Question | undefined): string {
  return ask ? words.answer(ask.options[ask.answer] ?? "", ask.why) : "";
}

/** The prediction to make before the scenario is performed. */
function question(presenter: Presenter): Part {
  const text = el("h2", {});
  const options = el("ol", {});
  const element = el("section", { class: "show-question", "aria-label": words.question, hidden: true });
  element.append(el("div", { "aria-live": "polite" }, el("p", {}, words.predict), text, options));
  return {
    element,
    show() {
      element.hidden = !presenter.asking;
      const ask = presenter.slide?.task?.ask;
      if (!ask || !presenter.asking) return;
      setText(text, ask.text);
      options.replaceChildren(...ask.options.map((option) => el("li", {}, el("span", {}, option))));
    },
  };
}

/** A blank screen. */
function cover(presenter: Presenter): Part {
  const element = el("div", { class: "show-blank", role: "status", hidden: true });
  const text = el("span", { class: "visually-hidden" });
  element.append(text);
  return {
    element,
    show() {
      element.hidden = !presenter.blank;
      setText(text, presenter.blank ? words.blanked : "");
    },
  };
}

/** The same as the keys, for who has none; it shows while the pointer moves or the focus is in it. */
export function createPresenterBar(presenter: Presenter, press: (key: string) => void): HTMLElement {
  const action = (key: string, name: IconName, label: string) =>
    button({ class: "btn icon", "aria-label": label, title: label }, [icon(name)], () => press(key));
  const loop = action("l", "loop", words.loop);
  presenter.events.on("change", () => setAttributes(loop, { "aria-pressed": String(presenter.loop) }));
  return el(
    "section",
    { class: "show-bar", "aria-label": words.controls },
    action("PageUp", "left", words.back),
    action("PageDown", "right", words.next),
    action("r", "reset", words.reset),
    action("b", "blank", words.blank),
    loop,
    action("n", "notes", words.notes),
    action("f", "fullscreen", words.fullscreen),
    action("Escape", "close", words.leave),
  );
}
