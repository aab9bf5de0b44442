import type { Scene, Task } from "../session/api.ts";

/** One thing to present: a scene as it is, or one of its prepared scenarios, which are its lesson's tasks. */
export interface Slide {
  readonly scene: Scene;
  /** The scenario; undefined for the scene as it is. */
  readonly task: Task | undefined;
  /** The scenario's number, from 1; 0 for the scene as it is. */
  readonly number: number;
}

/** Everything that can be presented, in the order of the scene list. */
export function allSlides(scenes: readonly Scene[]): Slide[] {
  return scenes.flatMap((scene) => [
    { scene, task: undefined, number: 0 },
    ...scene.lesson.tasks.map((task, i) => ({ scene, task, number: i + 1 })),
  ]);
}

/** The first sentence of a text. */
export function firstSentence(text: string): string {
  return text.match(/^.*?[.!?](?=\s|$)/)?.[0] ?? text;
}
