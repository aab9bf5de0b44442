import { button, el, setText } from "../dom.ts";
import { strings } from "../strings.ts";

/** Where the beginning is kept, so that a reload of this window does not lose it. */
const key = "sluice.notes.since";

/** How long one has talked, in wall time, with a button that begins again. */
export function createStopwatch(): HTMLElement {
  let since = stored() ?? begin();
  const time = el("output", { "aria-label": strings.notes.elapsed, "aria-live": "off" });
  const show = () => setText(time, clock(Date.now() - since));
  setInterval(show, 250);
  show();
  const restart = button({ class: "btn" }, [strings.notes.restart], () => {
    since = begin();
    show();
  });
  return el("div", { class: "stopwatch" }, time, restart);
}

function stored(): number | undefined {
  try {
    return Number(sessionStorage.getItem(key)) || undefined;
  } catch {
    return undefined;
  }
}

function begin(): number {
  const now = Date.now();
  try {
    sessionStorage.setItem(key, String(now));
  } catch {
    return now; // without storage it lasts as long as the window
  }
  return now;
}

/** A duration as "4:07" or "1:04:07". */
function clock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (n: number) => String(n).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  return hours > 0 ? `${hours}:${two(minutes % 60)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
