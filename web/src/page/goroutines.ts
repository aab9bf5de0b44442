import { el, setText } from "../dom.ts";
import { brief } from "../format.ts";
import type { Bucket, Channel } from "../session/api.ts";
import type { Session } from "../session/session.ts";
import { strings } from "../strings.ts";
import { pollWhileVisible } from "./commands.ts";
import { goroutineTable, type Ways } from "./goroutinetable.ts";
import { createStrip } from "./strip.ts";
import { table } from "./table.ts";

const words = strings.goroutines;

/** Rows of a table beyond this many are only counted: a page with very many is slow. */
const listed = 200;

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
  const rest = () => el("p", { class: "quiet-text", hidden: true });
  const [moreGoroutines, moreChannels] = [rest(), rest()];
  const panel = el(
    "div",
    { class: "tables" },
    ...[strip, goroutines.element, moreGoroutines, channels.element, moreChannels, buckets.element],
  );
  pollWhileVisible(session, panel, () => {
    const world = session.core.world(listed);
    for (const [element, what] of [
      [moreGoroutines, "goroutines"],
      [moreChannels, "channels"],
    ] as const) {
      element.hidden = world.more[what] === 0;
      setText(element, words.more(world.more[what], words.kinds[what]));
    }
    goroutines.show(world.goroutines);
    channels.show(world.channels);
    buckets.show(world.buckets);
  });
  return panel;
}
