import type { Session } from "../session/session.ts";

/**
 * Remembers what runs; the result brings it back at its playhead, its future
 * included. Scenes side by side begin again, because a log holds but one.
 */
export function remember(session: Session): () => void {
  const { loaded, beside } = session;
  if (!loaded) return () => undefined;
  const { speed, playing, playheadMs } = session.core.stats();
  const log = beside.length > 0 ? undefined : session.core.exportLog();
  return () => {
    if (log) {
      session.import(log);
      session.seek(playheadMs);
    } else {
      session.load(loaded.id, { variant: loaded.variant, seed: loaded.seed, knobs: loaded.knobs });
      session.compare(beside);
    }
    session.speed(speed);
    if (playing) session.play();
    else session.pause();
  };
}
