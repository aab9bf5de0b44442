import { el } from "../dom.ts";
import { brief } from "../format.ts";
import type { Bucket, Channel, World } from "../session/api.ts";
import type { Session } from "../session/session.ts";
import { strings } from "../strings.ts";
import { pollWhileVisible } from "./commands.ts";
import { goroutineTable, type Ways } from "./goroutinetable.ts";
import { createStrip } from "./strip.ts";
import { table } from "./table.ts";

const words = strings.goroutines;

/** Everything alive in the scene, in words: the text twin of the picture. */
export function createGoroutines(session: Session, ways: Ways): HTMLElement {
  const goroutines = goroutineTable(ways, words.caption);
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
  const strip = createStrip(session, ways);
  const panel = el("div", { class: "tables" }, strip, goroutines.element, channels.element, buckets.element);
  pollWhileVisible(session, panel, () => {
    const world: World = session.core.world();
    goroutines.show(world.goroutines);
    channels.show(world.channels);
    buckets.show(world.buckets);
  });
  return panel;
}
