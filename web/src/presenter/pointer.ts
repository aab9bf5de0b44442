/** After this long without movement the pointer is out of the way. */
const restMs = 3000;

/** Marks the documents of the watched windows as data-resting while the pointer does not move in any of them. */
export function createPointerRest() {
  const windows = new Set<Window>();
  let active = false;
  let timer = 0;
  const mark = (resting: boolean) => {
    for (const { document } of windows) document.documentElement.toggleAttribute("data-resting", resting);
  };
  const wake = () => {
    clearTimeout(timer);
    mark(false);
    if (active) timer = window.setTimeout(() => mark(true), restMs);
  };
  return {
    /** Watches a window; one whose document is another now must be given again. */
    watch(target: Window) {
      windows.add(target);
      for (const name of ["pointermove", "pointerdown"] as const) {
        target.addEventListener(name, wake, { capture: true, passive: true });
      }
    },
    activate(on: boolean) {
      active = on;
      wake();
    },
  };
}
