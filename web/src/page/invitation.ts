import { button, el } from "../dom.ts";
import { readPreference, writePreference } from "../preference.ts";
import type { Session } from "../session/session.ts";
import { strings } from "../strings.ts";
import { icon } from "./icons.ts";

const preference = "welcomed";

/** One line that invites who is here for the first time; it never returns once it was followed or dismissed. */
export function createInvitation(session: Session, tour: () => void): HTMLElement {
  const welcomed = readPreference(preference) !== undefined;
  const line = el("p", { class: "invitation", hidden: true }, el("span", {}, strings.tour.invitation));
  const dismiss = () => {
    line.remove();
    writePreference(preference, "yes");
  };
  line.append(
    button({ class: "btn quiet" }, [strings.tour.start], () => {
      dismiss();
      tour();
    }),
    button({ class: "btn icon quiet", "aria-label": strings.tour.dismiss }, [icon("close")], dismiss),
  );
  if (welcomed) return line;
  session.events.on("load", ({ scene }) => {
    line.hidden = scene?.sources.length === 0;
  });
  // A click in the picture takes the focus there. Nothing may move under a finger that is still down.
  window.addEventListener("blur", () => {
    if (line.isConnected && !line.hidden && document.activeElement instanceof HTMLIFrameElement)
      setTimeout(dismiss, 1000);
  });
  return line;
}
