import { strings } from "../strings.ts";
import type { Session } from "./session.ts";

const words = strings.watching;

/**
 * Shows a program while it runs: a stream of server-sent events beside this
 * page, each a moment of the program's time in milliseconds and, base64, what
 * its log has grown by until then. After a broken connection the browser asks
 * again from the last event on; "begin" begins anew. "end" says why the program has ended, if that is
 * known. The watch ends when something else is loaded, too.
 */
export function watchProgram(session: Session, url: URL): void {
  const source = new EventSource(url);
  const stop = new AbortController();
  const close = (notice = "", why = "") => {
    stop.abort();
    source.close();
    if (session.running && session.loaded?.program) session.core.unwatch(why);
    if (notice) session.events.emit("notice", notice);
  };
  const follow = (take: (part: Uint8Array, untilMs: number) => void) => (event: MessageEvent<string>) => {
    const [until = "", part = ""] = event.data.split(" ");
    try {
      take(bytesOf(part), Number(until));
    } catch (error) {
      close(words.broken((error as Error).message));
    }
  };
  let watching = false;
  source.addEventListener(
    "begin",
    follow((part, untilMs) => {
      watching = false; // what was loaded is left, which must not end this
      session.watch(part);
      session.feed(new Uint8Array(), untilMs);
      watching = true;
    }),
  );
  source.addEventListener(
    "part",
    follow((part, untilMs) => session.feed(part, untilMs)),
  );
  source.addEventListener("end", ({ data }) => close("", data));
  source.addEventListener("error", () => {
    if (source.readyState === EventSource.CLOSED) close(words.refused);
  });
  session.events.on("leave", () => watching && close(), stop.signal);
  session.events.on("detach", () => close(), stop.signal);
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}
