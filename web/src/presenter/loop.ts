import type { Session } from "../session/session.ts";
import type { Presenter } from "./presenter.ts";

/** How long the audience sees the end, in wall time. */
const restMs = 3000;

/** In loop mode, starts a scenario or a run again when it has been over for a while; who pauses it keeps it. */
export function repeatWhenOver(session: Session, presenter: Presenter): void {
  let runningAt = 0;
  session.events.on("frame", ({ playing, ended }) => {
    const now = performance.now();
    const over = ended !== 0 || presenter.performed;
    const stands = playing === 0 && ended === 0;
    const waits = presenter.on && presenter.loop && !presenter.blank && !presenter.asking;
    if (!waits || !over || stands) runningAt = now;
    if (now - runningAt < restMs) return;
    runningAt = now;
    queueMicrotask(() => presenter.reset()); // not within the frame, which tells of the run that is over
  });
}
