import { el, setAttributes } from "../dom.ts";
import type { Session } from "../session/session.ts";
import { strings } from "../strings.ts";

/** The list of scenes. Each is a link of its own, so that it also opens in a new tab or when the program has stopped. */
export function createRail(session: Session): HTMLElement {
  const rail = el("nav", { class: "rail", "aria-label": strings.rail.label });
  const mark = (current: string) => {
    for (const link of rail.querySelectorAll("a")) {
      setAttributes(link, { "aria-current": link.dataset.scene === current ? "page" : undefined });
    }
  };
  session.events.on("attach", () => {
    const groups = new Map<string, HTMLElement>();
    for (const { id, group, title } of session.scenes()) {
      const link = el("a", { href: `?scene=${encodeURIComponent(id)}`, "data-scene": id }, title);
      link.addEventListener("click", (event) => {
        if (!session.running || event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        session.attempt(() => session.load(id));
      });
      const list = groups.get(group) ?? el("ul");
      groups.set(group, list);
      list.append(el("li", {}, link));
    }
    rail.replaceChildren(
      ...[...groups].flatMap(([group, list]) => [el("h2", {}, group), list]),
      el("a", { class: "rail-more", href: "gallery.html" }, strings.gallery.link),
    );
  });
  session.events.on("load", ({ id }) => mark(id));
  return rail;
}
