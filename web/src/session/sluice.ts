import type { Sluice } from "./api.ts";
import { formatLink } from "./link.ts";
import { Session } from "./session.ts";

/** Makes the public interface of a session. */
export function createSluice(session: Session): Sluice {
  return {
    get ready() {
      return session.ready;
    },
    get version() {
      return session.core.version;
    },
    scenes: () => session.scenes(),
    load: (id, options) => session.load(id, options),
    inject: (n, source) => session.inject(n, source),
    act: (id) => session.act(id),
    set: (knob, value, i) => session.set(knob, value, i),
    compare: (...beside) => session.compare(beside),
    compared: () => session.core.compared(),
    play: () => session.play(),
    pause: () => session.pause(),
    speed: (factor) => session.speed(factor),
    run: (ms) => session.run(ms),
    step: (n) => session.step(n),
    seek: (ms) => session.seek(ms),
    mark: (forward) => session.mark(forward),
    outline: () => session.core.outline(),
    branches: () => session.core.branches(),
    branch: (i) => session.branch(i),
    link: (options = {}) => formatLink(session, options),
    stats: () => session.core.stats(),
    metrics: (lastMs) => session.metrics(lastMs),
    results: () => session.core.results(),
    csv: () => session.core.csv(),
    world: () => session.core.world(),
    words: () => session.core.words(),
    vet: () => session.vet(),
    groups: () => session.core.groups(),
    expand: (group, on) => session.expand(group, on),
    source: () => [...session.core.source()],
    export: () => session.core.exportLog(),
    import: (log) => session.import(log),
    on: (name, fn) => session.events.on(name, fn),
  };
}

const key = Symbol.for("sluice.session");

/** Puts a session and its public interface on this window. */
export function publish(session: Session): void {
  (window as unknown as Record<symbol, Session>)[key] = session;
  window.sluice = createSluice(session);
}

/**
 * The session of the page around this one, with its public interface put on
 * this window too; a new session when this page stands alone or its parent is
 * of another origin or without one.
 */
export function joinOrPublish(): { session: Session; alone: boolean } {
  try {
    const outer = window.parent as Window & Record<symbol, Session | undefined>;
    const session = window.parent === window ? undefined : outer[key];
    if (session) {
      window.sluice = outer.sluice;
      return { session, alone: false };
    }
  } catch {
    // A parent of another origin may not be looked into: this page stands alone.
  }
  const session = new Session();
  publish(session);
  return { session, alone: true };
}
