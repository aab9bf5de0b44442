import { loadAddress, parseAddress } from "./address.ts";
import { formatAddress } from "./link.ts";
import type { Loaded, Session } from "./session.ts";

/**
 * Keeps this window's address such that reloading it comes back to what is
 * loaded. Where entries is true each scene and variant is an entry of the
 * browser's history, through which Back and Forward go.
 */
export function keepAddress(session: Session, entries: boolean): void {
  let known = false;
  const update = (loaded: Loaded) => {
    const href = formatAddress(loaded, location.href);
    if (entries && known && place(href) !== place(location.href)) history.pushState(null, "", href);
    else history.replaceState(null, "", href);
  };
  session.events.on("load", (loaded) => {
    if (!loaded.linked) update(loaded);
    known = true;
  });
  session.events.on("knob", () => {
    if (session.loaded && !session.loaded.linked) update(session.loaded);
  });
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
