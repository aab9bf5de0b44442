/**
 * The full screen, where the browser has one and allows it. onLeave is called
 * when the person at the page leaves it in the browser's own way.
 */
export function createFullscreen(onLeave: () => void) {
  let ours = false;
  document.addEventListener("fullscreenchange", () => {
    if (document.fullscreenElement || !ours) return;
    ours = false;
    onLeave();
  });
  const enter = () => {
    if (!document.fullscreenEnabled) return;
    document.documentElement.requestFullscreen().then(
      () => {
        ours = true;
      },
      () => undefined, // not asked for by a key or a click: the page shows what it can
    );
  };
  const exit = () => {
    ours = false;
    if (document.fullscreenElement) document.exitFullscreen().catch(() => undefined);
  };
  return {
    enter,
    exit,
    toggle: () => (document.fullscreenElement ? exit() : enter()),
    /** A new window takes the full screen away; that is no wish to leave. */
    expectLoss() {
      ours = false;
    },
  };
}
