import { createFullscreen } from "../presenter/fullscreen.ts";
import { presenterKey } from "../presenter/keys.ts";
import { createNotesWindow } from "../presenter/noteswindow.ts";
import { createPointerRest } from "../presenter/pointer.ts";
import { Presenter } from "../presenter/presenter.ts";
import type { Session } from "../session/session.ts";
import type { Shortcuts } from "../shortcuts.ts";
import { createPresentation, createPresenterBar } from "./presentation.ts";

/** Presenting, as the page needs it. */
export interface Presenting {
  readonly elements: readonly HTMLElement[];
  readonly shortcuts: Required<Pick<Shortcuts, "present" | "presenting">>;
  /** Shows the page to an audience. */
  start(): void;
  /** Hides a pointer that rests in this window, too. */
  watch(target: Window): void;
}

/** Wires what presenting takes: the slides, their keys, the notes, the full screen and the pointer. */
export function createPresenting(session: Session): Presenting {
  const presenter = new Presenter(session);
  const leave = () => presenter.leave();
  const fullscreen = createFullscreen(leave);
  const pointer = createPointerRest();
  pointer.watch(window);
  const press = (key: string) => onKey(key, { onControl: false, singleKeys: true })?.();
  const notes = createNotesWindow(session, presenter, press);
  const actions = {
    leave,
    openNotes() {
      fullscreen.expectLoss();
      notes.open();
    },
    toggleFullscreen: fullscreen.toggle,
  };
  const onKey: Presenting["shortcuts"]["presenting"] = (key, where) =>
    presenterKey(presenter, actions, key, where);
  session.events.on("present", (on) => {
    document.documentElement.toggleAttribute("data-presenting", on);
    pointer.activate(on);
    if (on) fullscreen.enter();
    else fullscreen.exit();
  });
  const start = () => presenter.start();
  return {
    elements: [...createPresentation(presenter), createPresenterBar(presenter, press)],
    shortcuts: { present: start, presenting: onKey },
    start,
    watch: pointer.watch,
  };
}
