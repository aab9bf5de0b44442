import type { Scene } from "../session/api.ts";
import { demonstrate } from "../session/demonstration.ts";
import { Emitter } from "../session/emitter.ts";
import type { Session } from "../session/session.ts";
import { repeatWhenOver } from "./loop.ts";
import { remember } from "./restore.ts";
import { allSlides, type Slide } from "./slides.ts";

/**
 * Goes through scenes and their prepared scenarios before an audience. What it
 * is told while nothing is presented has no effect, except start.
 */
export class Presenter {
  /** Something that is shown has changed. */
  readonly events = new Emitter<{ change: undefined }>();
  readonly #session: Session;
  #slide: Slide | undefined;
  #asking = false;
  #ticked = false;
  #performed = false;
  #blank = false;
  #loop = false;
  /** Brings back what was there before the first scene was loaded here. */
  #restore: (() => void) | undefined;
  /** Counts what has been begun, so that an older one that ends is not taken for it. */
  #begun = 0;

  constructor(session: Session) {
    this.#session = session;
    session.events.on("load", ({ scene }) => {
      if (scene?.id === this.#slide?.scene.id) return;
      this.#take(scene && { scene, task: undefined, number: 0 });
    });
    session.events.on("task", ({ scene, task }) => {
      if (!this.#slide || scene !== this.#slide.scene.id || task !== this.#slide.task?.id) return;
      this.#ticked = true;
      this.#changed();
    });
    repeatWhenOver(session, this);
  }

  get on(): boolean {
    return this.#session.presenting;
  }

  get slide(): Slide | undefined {
    return this.#slide;
  }

  /** Whether the scenario's question stands before the audience, and the scenario waits. */
  get asking(): boolean {
    return this.#asking;
  }

  /** Whether the scenario has brought about what it is there for. */
  get ticked(): boolean {
    return this.#ticked;
  }

  /** Whether all steps of the scenario are done, or its run has ended. */
  get performed(): boolean {
    return this.#performed;
  }

  get blank(): boolean {
    return this.#blank;
  }

  get loop(): boolean {
    return this.#loop;
  }

  /** What comes after the present slide; undefined after the last one. */
  get following(): Slide | undefined {
    return this.#beside(1);
  }

  start(): void {
    if (this.on) return;
    const scene = this.#session.loaded?.scene;
    this.#take(scene && { scene, task: undefined, number: 0 });
    this.#session.presenting = true;
    this.#changed();
  }

  /** Ends the presentation and brings back the run that was there before. */
  leave(): void {
    if (!this.on) return;
    this.#begun++;
    this.#loop = false;
    this.#cover(false);
    this.#session.presenting = false;
    const restore = this.#restore;
    this.#restore = undefined;
    if (restore) this.#session.attempt(restore);
    this.#changed();
  }

  /** From a question to its scenario, from there to the next scenario or scene. */
  next(): void {
    if (this.#asking) this.#perform();
    else this.#go(this.#beside(1));
  }

  back(): void {
    this.#go(this.#beside(-1));
  }

  /** Goes to the n-th scenario of the scene, from 1; there may be none. */
  choose(n: number): void {
    const scene = this.#slide?.scene;
    this.#go(this.#slides().find((slide) => slide.scene.id === scene?.id && slide.number === n));
  }

  /** Starts the scenario, or the run, again from time 0. */
  reset(): void {
    if (!this.on || this.#asking) return;
    this.#cover(false);
    this.#keep();
    if (this.#slide?.task) this.#perform();
    else this.#session.attempt(() => this.#session.reset());
  }

  toggleBlank(): void {
    if (!this.on) return;
    this.#cover(!this.#blank);
    this.#changed();
  }

  toggleLoop(): void {
    if (!this.on) return;
    this.#loop = !this.#loop;
    this.#changed();
  }

  #slides(): Slide[] {
    return this.#session.running ? allSlides(this.#session.scenes()) : [];
  }

  #beside(step: number): Slide | undefined {
    const slides = this.#slides();
    const { scene, number } = this.#slide ?? {};
    return slides[
      slides.findIndex((slide) => slide.scene.id === scene?.id && slide.number === number) + step
    ];
  }

  #go(slide: Slide | undefined): void {
    if (!this.on || !slide) return;
    this.#keep();
    this.#cover(false);
    this.#take(slide);
    if (slide.task?.ask) {
      this.#asking = true;
      this.#load(slide.scene, slide.task.show[0]?.variant);
      this.#session.pause();
    } else if (slide.task) {
      this.#perform();
    } else {
      this.#load(slide.scene);
    }
    this.#changed();
  }

  #perform(): void {
    const { scene, task } = this.#slide ?? {};
    if (!scene || !task) return;
    const begun = this.#take(this.#slide);
    this.#session.attempt(() => {
      if (this.#session.loaded?.id !== scene.id) this.#load(scene);
      demonstrate(this.#session, task.show)
        .catch((error: Error) => this.#session.events.emit("notice", error.message))
        .then(() => {
          if (begun === this.#begun) this.#performed = true;
        });
    });
  }

  /** Shows a slide from its beginning; the result tells it from what is shown later. */
  #take(slide: Slide | undefined): number {
    this.#slide = slide;
    this.#asking = false;
    this.#ticked = false;
    this.#performed = false;
    this.#changed();
    return ++this.#begun;
  }

  #load(scene: Scene, variant?: string): void {
    this.#session.attempt(() => this.#session.load(scene.id, { variant: variant || undefined }, false, []));
  }

  #keep(): void {
    if (this.on) this.#restore ??= remember(this.#session);
  }

  #cover(blank: boolean): void {
    this.#blank = blank;
    this.#session.hold("blank", blank);
  }

  #changed(): void {
    this.events.emit("change", undefined);
  }
}
