import type { Session } from "../session/session.ts";

/**
 * Has the page kept for use without a network, once it runs. A new version is
 * taken when the visitor says so, or once no page shows the old one any more.
 * Where browsers keep nothing (no HTTPS, private windows) nothing of this happens.
 */
export async function keepOffline(session: Session): Promise<void> {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return;
  const known = await serviceWorker.getRegistration().catch(() => undefined);
  const own = known?.scope === new URL("./", location.href).href; // or of a page above this one
  await session.ready; // the scene comes first
  const offer = (worker: ServiceWorker) => session.events.emit("renewal", () => renew(worker));
  if (serviceWorker.controller) {
    // Another tab may take the version, and what this one was opened with is then kept no longer.
    const reload = () => location.reload();
    serviceWorker.addEventListener("controllerchange", () => session.events.emit("renewal", reload));
  }
  if (own && known.waiting && serviceWorker.controller) offer(known.waiting);
  const registration = await serviceWorker.register("sw.js").catch(() => undefined);
  registration?.addEventListener("updatefound", () => {
    const { installing } = registration;
    installing?.addEventListener("statechange", () => {
      const first = !serviceWorker.controller;
      if (installing.state === "installed" && !first) offer(installing);
    });
  });
}

/** Lets a version that waits take over, and begins with it. */
function renew(waiting: ServiceWorker): void {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  waiting.postMessage("activate");
}
