import { el } from "../dom.ts";
import type { Session } from "../session/session.ts";
import { strings } from "../strings.ts";
import { pollWhileVisible } from "./commands.ts";

/** The lines that the scene prints, following the last one unless the reader has scrolled up. */
export function createOutput(session: Session): HTMLElement {
  const text = el("pre", {
    class: "output",
    tabindex: 0,
    role: "region",
    "aria-label": strings.output.label,
  });
  pollWhileVisible(session, text, () => {
    const printed = session.core.output().join("\n") || strings.output.none;
    if (text.textContent === printed) return;
    const following = text.scrollHeight - text.scrollTop - text.clientHeight < 8;
    text.textContent = printed;
    if (following) text.scrollTop = text.scrollHeight;
  });
  return text;
}
