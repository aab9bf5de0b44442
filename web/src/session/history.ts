import { loadAddress, parseAddress } from "./address.ts";
import { formatAddress } from "./link.ts";
import type { Loaded, Session } from "./session.ts";

/** Some browsers refuse many changes of the address at a time, as a slider would make them. */
const pauseMs = 300;

/**
 * Keeps this window's address such that reloading it comes back to what is
 * loaded and how it is shown; one that leads to a moment or a run stays until
 * something else is loaded. Where entries is true each scene and variant is an
 * entry of the browser's history, through which Back and Forward go.
 */
export function keepAddress(session: Session, entries: boolean): void {
  let known = false;
  let timer = 0;
  let due: Loaded | undefined;
  const address = (loaded: Loaded) => formatAddress(session, loaded, location.href);
  /** Whether this is the history entry of what is loaded; after Back it is another one. */
  const isHere = (loaded: Loaded) => place(address(loaded)) === place(location.href);
  const write = (loaded: Loaded, push = false) => {
    const href = address(loaded);
    if (href !== location.href) history[push ? "pushState" : "replaceState"](null, "", href);
    session.events.emit("address", undefined);
  };
  const flush = () => {
    clearTimeout(timer);
    if (due && session.running && isHere(due)) write(due);
    due = undefined;
  };
  const later = () => {
    if (!session.loaded || session.loaded.linked) return;
    due = session.loaded;
    clearTimeout(timer);
    timer = window.setTimeout(flush, pauseMs);
  };
  session.events.on("load", (loaded) => {
    flush();
    if (!loaded.linked) write(loaded, entries && known && !isHere(loaded));
    else session.events.emit("address", undefined);
    known = true;
  });
  for (const change of ["knob", "beside", "present", "state", "tab", "theme"] as const)
    session.events.on(change, later);
  window.addEventListener("pagehide", flush);
  if (entries) {
    window.addEventListener("popstate", () => {
      session.attempt(() => loadAddress(session, parseAddress(location)));
    });
  }
}

/** What two addresses of one history entry have in common. */
function place(href: string): string {
  const { searchParams } = new URL(href);
  return JSON.stringify([searchParams.get("scene"), searchParams.get("variant")]);
}
