/** A list of listeners for each named event; Events maps a name to its detail. */
export class Emitter<Events> {
  readonly #listeners = new Map<keyof Events, Set<(detail: never) => void>>();

  /** Calls fn on every such event, in order of subscription; the result, or an abort of signal, unsubscribes it. */
  on<Name extends keyof Events>(
    name: Name,
    fn: (detail: Events[Name]) => void,
    signal?: AbortSignal,
  ): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    listeners.add(fn);
    const off = () => void listeners.delete(fn);
    signal?.addEventListener("abort", off);
    return off;
  }

  /** A listener that throws is reported to the console and keeps no other from hearing. */
  emit<Name extends keyof Events>(name: Name, detail: Events[Name]): void {
    for (const fn of this.#listeners.get(name) ?? []) {
      try {
        (fn as (detail: Events[Name]) => void)(detail);
      } catch (error) {
        console.error(error);
      }
    }
  }
}
