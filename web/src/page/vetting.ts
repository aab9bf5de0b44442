import type { Core } from "../session/core.ts";
import type { Session } from "../session/session.ts";
import { pollWhileVisible } from "./commands.ts";

/** What is found in a recording, as far as it has been read. */
export type Vetted = ReturnType<Core["vet"]>;

/**
 * Calls fn with what is found in the recording while an element can be seen and
 * it is wanted, as often as that changes. A long recording is read a slice a
 * frame. The result makes it call fn at once.
 */
export function onVetted(
  session: Session,
  element: HTMLElement,
  fn: (found: Vetted) => void,
  wanted = () => true,
): () => void {
  let told = "";
  let reading = false;
  const read = () => {
    reading = false;
    if (!session.running || !wanted() || !element.checkVisibility()) return;
    const found = session.core.vet();
    const now = [found.events, found.untilMs, found.ended, found.done].join();
    if (now !== told) fn(found);
    told = now;
    if (found.done) return;
    reading = true;
    requestAnimationFrame(read);
  };
  session.events.on("load", () => {
    told = "";
  });
  const poll = () => {
    if (!reading) read();
  };
  pollWhileVisible(session, element, poll);
  return () => {
    told = "";
    poll();
  };
}
