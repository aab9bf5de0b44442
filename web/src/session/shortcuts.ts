import type { Shortcuts } from "../shortcuts.ts";
import type { Session } from "./session.ts";

/** The speeds that the arrow keys go through. */
const speeds = [-6, -5, -4, -3, -2, -1, 0, 1, 2]
  .flatMap((power) => [1, 2, 5].map((digit) => digit * 10 ** power))
  .concat(1000);

/** Shortcuts that act on a session directly. Playing a run that has ended begins it again. */
export function sessionShortcuts(session: Session): Shortcuts {
  let playing = false;
  let ended = false;
  let speed = 1;
  session.events.on("frame", (frame) => {
    playing = frame.playing !== 0;
    ended = frame.ended !== 0;
    speed = frame.speed;
  });
  const setSpeed = (to: number) => {
    session.speed(to);
    speed = to;
  };
  const togglePlay = () => {
    if (ended) return session.reset();
    if (playing) session.pause();
    else session.play();
    playing = !playing;
  };
  return {
    togglePlay: () => session.attempt(togglePlay),
    step: (n) => session.attempt(() => session.step(n)),
    mark: (forward) => session.attempt(() => session.mark(forward)),
    slower: () => session.attempt(() => setSpeed(speeds.findLast((s) => s < speed * 0.999) ?? speed)),
    faster: () => session.attempt(() => setSpeed(speeds.find((s) => s > speed * 1.001) ?? speed)),
    burst: (size) => session.attempt(() => session.inject(size)),
    reset: () => session.attempt(() => session.reset()),
  };
}
