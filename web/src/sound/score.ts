import type { Frame } from "../session/core.ts";

/** What of a run can be heard. */
export type Heard = Readonly<
  Pick<Frame, "playing" | "playheadMs" | "queued" | "rejected" | "failed" | "completed">
>;

/** A short sound. */
export interface Note {
  readonly kind: "refusal" | "failure" | "completion";
  /** Seconds from now. */
  readonly after: number;
}

/** What sounds until the next look at the run. */
export interface Score {
  /** The pitch of the tone in hertz; 0 for none. */
  readonly pitch: number;
  readonly notes: readonly Note[];
}

/** The pitch of one waiting job; each doubling of the queue is a quarter of an octave more. */
const lowest = 196;
const highest = 1400;

/** The most notes of a kind between two looks. */
const most = { refusal: 6, failure: 3, completion: 2 } as const;

/** How long the notes of one look may take, in seconds. */
const spread = 0.09;

/** The pitch of a queue's depth in hertz; 0 when nothing waits. */
export function pitchOf(queued: number): number {
  return queued > 0 ? Math.min(lowest * queued ** 0.25, highest) : 0;
}

/** How many notes stand for n events: each its own while they are few, then one more for each doubling. */
export function notesFor(n: number, atMost: number): number {
  if (n <= 0) return 0;
  return Math.min(n <= 2 ? n : Math.floor(1 + Math.log2(n)), atMost);
}

/** What is to be heard between two looks at a run. Nothing while its time stands or has gone back. */
export function score(before: Heard | undefined, now: Heard): Score {
  if (!before || !now.playing || now.playheadMs <= before.playheadMs) return { pitch: 0, notes: [] };
  const completed = now.completed - before.completed;
  const notes = [
    ...series("refusal", notesFor(now.rejected - before.rejected, most.refusal)),
    ...series("failure", notesFor(now.failed - before.failed, most.failure)),
    // Many completions would only be a noise.
    ...series("completion", completed <= most.completion ? completed : 0),
  ];
  return { pitch: pitchOf(now.queued), notes };
}

function series(kind: Note["kind"], n: number): Note[] {
  return Array.from({ length: Math.max(n, 0) }, (_, i) => ({ kind, after: (i * spread) / Math.max(n, 1) }));
}
