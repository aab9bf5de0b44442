import { el, setAttributes } from "../dom.ts";
import type { Session } from "../session/session.ts";
import { strings } from "../strings.ts";

/** The list of scenes. Each is a link of its own, so that it also opens in a new tab or when the program has stopped. */
export function createRail(session: Session): HTMLElement {
  const list = el("ul");
  const mark = (current: string) => {
    for (const link of list.querySelectorAll("a")) {
      setAttributes(link, { "aria-current": link.dataset.scene === current ? "page" : undefined });
    }
  };
  session.events.on("attach", () => {
    const links = session.scenes().map(({ id, title }) => {
      const link = el("a", { href: `?scene=${encodeURIComponent(id)}`, "data-scene": id }, title);
      link.addEventListener("click", (event) => {
        if (!session.running || event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        session.attempt(() => session.load(id));
      });
      return el("li", {}, link);
    });
    list.replaceChildren(...links);
  });
  session.events.on("load", ({ id }) => mark(id));
  return el(
    "nav",
    { class: "rail", "aria-label": strings.rail.label },
    el("h2", {}, strings.rail.group),
    list,
  );
}
