import { el } from "../dom.ts";
import { brief } from "../format.ts";
import type { Bucket, Channel, Goroutine, World } from "../session/api.ts";
import type { Session } from "../session/session.ts";
import { strings } from "../strings.ts";
import { pollWhileVisible } from "./commands.ts";
import { stateClass } from "./states.ts";
import { table } from "./table.ts";

const words = strings.goroutines;

/** Everything alive in the scene, in words: the text twin of the picture. */
export function createGoroutines(session: Session): HTMLElement {
  const goroutines = table<Goroutine>(
    words.caption,
    [words.name, words.state, words.where],
    ({ name, state, waitingOn, file, line }) => [
      name,
      [state, waitingOn].filter(Boolean).join(" "),
      file ? `${file.slice(file.lastIndexOf("/") + 1)}:${line}` : "",
    ],
    ({ state }) => stateClass(state),
  );
  const channels = table<Channel>(
    words.channels,
    [words.channel, words.fill],
    ({ name, len, cap, closed }) => [
      name,
      closed ? words.closed : cap === 0 ? words.unbuffered : `${len} of ${cap}`,
    ],
  );
  const buckets = table<Bucket>(words.buckets, [words.bucket, words.fill], ({ name, tokens, capacity }) => [
    name,
    `${brief(Math.floor(tokens))} of ${brief(capacity)}`,
  ]);
  const panel = el("div", { class: "tables" }, goroutines.element, channels.element, buckets.element);
  pollWhileVisible(session, panel, () => {
    const world: World = session.core.world();
    goroutines.show(world.goroutines);
    channels.show(world.channels);
    buckets.show(world.buckets);
  });
  return panel;
}
