import type { Presenter } from "./presenter.ts";
import type { Slide } from "./slides.ts";

/** What the notes window shows. */
export interface Cue {
  readonly title: string;
  readonly notes: readonly string[];
  readonly present: Card;
  /** Undefined on the last slide. */
  readonly next: Card | undefined;
  readonly asking: boolean;
  readonly ticked: boolean;
  readonly blank: boolean;
  readonly loop: boolean;
}

/** A slide in words. */
export interface Card {
  readonly scene: string;
  /** 0 for the scene as it is. */
  readonly number: number;
  readonly of: number;
  readonly text: string;
  readonly question: string;
  readonly answer: string;
  readonly why: string;
}

/** What a notes window tells the window that opened it. */
export type FromNotes = { readonly notes: "hello" } | { readonly notes: "key"; readonly key: string };

/** What it is told. */
export interface ToNotes {
  readonly cue: Cue;
}

/** The present cue; undefined while nothing is presented. */
export function makeCue(presenter: Presenter): Cue | undefined {
  const { on, slide, following, asking, ticked, blank, loop } = presenter;
  if (!on || !slide) return undefined;
  return {
    title: slide.scene.title,
    notes: slide.scene.lesson.notes,
    present: card(slide),
    next: following && card(following),
    asking,
    ticked,
    blank,
    loop,
  };
}

function card({ scene, task, number }: Slide): Card {
  return {
    scene: scene.title,
    number,
    of: scene.lesson.tasks.length,
    text: task?.text ?? scene.lesson.watch,
    question: task?.ask?.text ?? "",
    answer: task?.ask?.options[task.ask.answer] ?? "",
    why: task?.ask?.why ?? "",
  };
}
