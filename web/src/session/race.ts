import { strings } from "../strings.ts";
import type { Session } from "./session.ts";

/** Virtual time after which it is asked whether the race is over. */
const lookMs = 100;

/**
 * Fast-forwards until no step of a load test goes on or waits, then pauses.
 * Resolves early when another command comes in between.
 */
export async function race(session: Session): Promise<void> {
  try {
    do await session.run(lookMs);
    while (session.core.stepping());
  } catch (error) {
    if ((error as Error).message !== strings.api.interrupted) throw error;
  }
}
