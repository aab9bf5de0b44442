import { button, setAttributes } from "../dom.ts";
import type { BlockedLine } from "../session/api.ts";
import type { Session } from "../session/session.ts";
import { strings } from "../strings.ts";
import { icon } from "./icons.ts";
import { onVetted } from "./vetting.ts";

/**
 * The button that shows how long goroutines were blocked at each line; show is
 * told the lines, or undefined when nobody wants to see them. It is on for a
 * recorded program. Who presses it is led to the line that held others up
 * longest, once the recording has been read.
 */
export function createHeat(
  session: Session,
  show: (lines: readonly BlockedLine[] | undefined) => void,
  lead: (to: BlockedLine) => void,
): { readonly toggle: HTMLButtonElement } {
  const label = strings.code.heat;
  let on = false;
  let asked = false;
  const turn = (to: boolean) => {
    on = to;
    setAttributes(toggle, { "aria-pressed": String(on) });
    if (on) look();
    else show(undefined);
  };
  const toggle = button(
    { class: "btn icon", "aria-label": label, title: label, "aria-pressed": "false" },
    [icon("wait")],
    () => {
      asked = !on;
      turn(!on);
    },
  );
  const look = onVetted(
    session,
    toggle,
    ({ profile, done }) => {
      show(profile);
      const [hottest] = profile;
      if (asked && done && hottest && hottest.held.ms + hottest.idle.ms > 0) lead(hottest);
      asked &&= !done;
    },
    () => on,
  );
  session.events.on("load", ({ program }) => {
    show(undefined);
    if (program) turn(true);
  });
  return { toggle };
}
