import type { Session } from "../session/session.ts";

/**
 * Remembers what runs; the result brings it back at its playhead, its future
 * included. Scenes side by side begin again, because a log holds but one, as does what has not begun.
 */
export function remember(session: Session): () => void {
  const { loaded, beside } = session;
  if (!loaded) return () => undefined;
  const { speed, playing, playheadMs, events } = session.core.stats();
  const log = beside.length > 0 || events === 0 ? undefined : session.core.exportLog();
  return () => {
    if (log) {
      session.import(log);
      session.seek(playheadMs);
    } else {
      const { id, variant, seed, knobs } = loaded;
      session.load(id, { variant, seed, knobs }, false, beside);
    }
    session.speed(speed);
    if (playing) session.play();
    else session.pause();
  };
}
