import type { Session } from "../session/session.ts";
import { strings } from "../strings.ts";
import { type FromNotes, makeCue, type ToNotes } from "./cue.ts";
import type { Presenter } from "./presenter.ts";

/**
 * Opens the notes in a window of their own, and answers it. It asks every
 * second who it belongs to, so that either window may be reloaded.
 */
export function createNotesWindow(session: Session, presenter: Presenter, press: (key: string) => void) {
  let notes: Window | undefined;
  const tell = () => {
    const cue = makeCue(presenter);
    if (cue) notes?.postMessage({ cue } satisfies ToNotes, location.origin);
  };
  window.addEventListener("message", ({ data, origin, source }: MessageEvent<Partial<FromNotes> | null>) => {
    if (origin !== location.origin || !data?.notes) return;
    notes = source as Window;
    if (data.notes === "key" && "key" in data && data.key) press(data.key);
    tell();
  });
  presenter.events.on("change", tell);
  return {
    open() {
      const opened = window.open("notes.html", "sluice-notes", "popup,width=760,height=860");
      if (opened) opened.focus();
      else session.events.emit("notice", strings.present.blocked);
    },
  };
}
