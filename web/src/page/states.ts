/** Goroutine states by what their names begin with, and the mark that each one gets. */
const marks: readonly (readonly [prefix: RegExp, mark: string])[] = [
  [/^running|^runnable/, "running"],
  [/^sleep/, "sleeping"],
  [/^leaked|^panicked/, "broken"],
  [/^done|^ended/, "done"],
];

/** The class of a goroutine's row; every other state is a kind of blocked. */
export function stateClass(state: string): string {
  return `state-${marks.find(([prefix]) => prefix.test(state))?.[1] ?? "blocked"}`;
}
