import { button, el } from "../dom.ts";
import type { Session } from "../session/session.ts";
import { strings } from "../strings.ts";
import { icon } from "./icons.ts";

/** Messages beyond this many push out the oldest. */
const kept = 8;

/** What the person at the page should read, politely announced, until it is dismissed. */
export function createNotices(session: Session): HTMLElement {
  const list = el("div", { class: "notices", role: "status" });
  const say = (text: string, ...actions: HTMLElement[]) => {
    for (const old of list.children) if (old.firstChild?.textContent === text) old.remove();
    const notice = el("p", { class: "notice" }, el("span", {}, text));
    const dismiss = { class: "btn icon quiet", "aria-label": strings.stage.dismiss };
    notice.append(
      ...actions,
      button(dismiss, [icon("close")], () => notice.remove()),
    );
    list.append(notice);
    while (list.children.length > kept) list.firstChild?.remove();
  };
  session.events.on("notice", (text) => say(text));
  session.events.on("renewal", (reload) =>
    say(strings.renewal.ready, button({ class: "btn" }, [strings.renewal.reload], reload)),
  );
  session.events.on("error", ({ message }) => {
    if (session.running) say(message);
  });
  return list;
}
