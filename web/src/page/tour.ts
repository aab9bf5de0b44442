import type { Driver } from "driver.js";
import type { Session } from "../session/session.ts";
import { strings } from "../strings.ts";

/** Where each step of the tour points; what is not on the page, or hidden on a phone, gives way to the next one. */
const places: readonly (readonly string[])[] = [
  [".canvas"],
  [".law"],
  [".timeline"],
  ["#tab-code", ".side"],
  [".rail", ".scene-picker"],
];

/** Shows a newcomer round, in five steps that can be left at any time. Its code is fetched when it is asked for. */
export function createTour(session: Session): () => void {
  let running: Driver | undefined;
  session.events.on("load", () => running?.destroy());
  return async () => {
    const { driver } = await import("driver.js");
    if (running?.isActive()) return;
    const tour = driver({
      animate: !matchMedia("(prefers-reduced-motion: reduce)").matches,
      allowKeyboardControl: false, // the arrow keys set the speed
      overlayColor: "#000",
      overlayOpacity: 0.45,
      popoverClass: "tour",
      showProgress: true,
      progressText: strings.tour.progress,
      nextBtnText: strings.tour.next,
      prevBtnText: strings.tour.back,
      doneBtnText: strings.tour.done,
      onDestroyed: () => removeEventListener("keydown", leave),
      steps: strings.tour.steps.map(([title, description], i) => ({
        element: () => visible(places[i] ?? []),
        popover: { title, description },
      })),
    });
    const leave = (event: KeyboardEvent) => {
      if (event.key === "Escape") tour.destroy();
    };
    addEventListener("keydown", leave);
    running = tour;
    tour.drive();
  };
}

function visible(selectors: readonly string[]): Element {
  const found = selectors
    .map((selector) => document.querySelector(selector))
    .find((element) => element?.checkVisibility());
  return found ?? document.body;
}
