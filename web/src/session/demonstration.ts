import type { Knob, KnobValue, Step } from "./api.ts";
import type { Session } from "./session.ts";

/**
 * Does a task's steps before the visitor's eyes: the scene is loaded anew and
 * plays on at the present speed while a step waits. Ends early when something
 * else is loaded or the run ends.
 */
export async function demonstrate(session: Session, steps: readonly Step[]): Promise<void> {
  const scene = session.loaded?.scene;
  if (!scene) return;
  session.load(scene.id, { seed: session.loaded?.seed });
  for (const step of steps) {
    if (step.variant) session.load(scene.id, { variant: step.variant, seed: session.loaded?.seed });
    if (step.knob) session.set(step.knob, knobValue(scene.knobs, step));
    if (step.send) session.inject(step.send, step.source);
    if (step.act) session.act(step.act);
    session.play();
    if (step.waitMs > 0 && !(await passes(session, step.waitMs))) return;
  }
}

/** A choice is told by its option, where a step has the option's place. */
function knobValue(knobs: readonly Knob[], { knob, value }: Step): KnobValue {
  return knobs.find(({ id }) => id === knob)?.options[value]?.value ?? value;
}

/** Resolves to true when ms of virtual time have passed, to false when that will not come. */
function passes(session: Session, ms: number): Promise<boolean> {
  const until = session.core.stats().nowMs + ms;
  return new Promise((resolve) => {
    const stops: (() => void)[] = [];
    const done = (passed: boolean) => {
      for (const stop of stops) stop();
      resolve(passed);
    };
    stops.push(
      session.events.on("frame", ({ nowMs }) => nowMs >= until && done(true)),
      session.events.on("load", () => done(false)),
      session.events.on("end", () => done(false)),
      session.events.on("detach", () => done(false)),
    );
  });
}
