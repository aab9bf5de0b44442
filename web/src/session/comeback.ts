import { strings } from "../strings.ts";
import type { Beside } from "./api.ts";
import type { Frame } from "./core.ts";
import type { Session } from "./session.ts";

/** What a program showed when it went. */
export interface Left {
  /** Each run as a file, the first scene's first. */
  readonly runs: readonly Uint8Array[];
  readonly beside: readonly Beside[];
  /** Where the playhead was, and whether it went on. */
  readonly frame: Readonly<Partial<Frame>>;
}

/** What a session shows, of which the runs are known. */
export function leave(session: Session, runs: readonly Uint8Array[]): Left {
  return { runs, beside: session.beside, frame: { ...session.frame } };
}

/** Brings back what the last program left, and reports whether there was something. The futures that were left are gone. */
export function comeBack(session: Session): boolean {
  const { left } = session;
  session.left = undefined;
  if (!left) return false;
  const { runs, beside, frame } = left;
  const [first, ...others] = runs;
  if (!first) return false;
  try {
    session.import(first, beside, others);
    goTo(session, frame);
  } catch (error) {
    session.events.emit("notice", strings.load.notBack((error as Error).message));
    return false;
  }
  return true;
}

/** Moves the playhead to a frame's moment, between two events of one instant too, and goes on as then. */
function goTo(
  session: Session,
  { events = 0, playheadMs = 0, speed = 1, playing }: Readonly<Partial<Frame>>,
): void {
  session.seekEvent(events);
  if (session.core.stats().playheadMs !== playheadMs) session.seek(playheadMs);
  session.speed(speed);
  if (playing) session.play();
  else session.pause();
}
