import { button, el, setAttributes } from "../dom.ts";
import type { Scene } from "../session/api.ts";
import type { Session } from "../session/session.ts";
import { strings } from "../strings.ts";

/** The list of scenes. Each is a link of its own, so that it also opens in a new tab or when the program has stopped. */
export function createRail(session: Session, yourProgram: () => void): HTMLElement {
  const rail = el("nav", { class: "rail", "aria-label": strings.rail.label });
  const own = button({ class: "rail-own" }, [strings.yourProgram.entry], yourProgram);
  const mark = (current: string) => {
    for (const link of rail.querySelectorAll("a")) {
      setAttributes(link, { "aria-current": link.dataset.scene === current ? "page" : undefined });
    }
  };
  session.events.on("attach", () => {
    const entry = ({ id, title }: Scene) => {
      const link = el("a", { href: `?scene=${encodeURIComponent(id)}`, "data-scene": id }, title);
      link.addEventListener("click", (event) => {
        if (!session.running || event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        session.attempt(() => session.load(id));
      });
      return el("li", {}, link);
    };
    const groups = Map.groupBy(session.scenes(), ({ group }) => group);
    rail.replaceChildren(
      ...[...groups].flatMap(([group, scenes]) => [el("h2", {}, group), el("ul", {}, ...scenes.map(entry))]),
      own,
      el("a", { class: "rail-more", href: "gallery.html" }, strings.gallery.link),
    );
  });
  session.events.on("load", ({ id, program }) => {
    mark(id);
    setAttributes(own, { "aria-current": program ? "page" : undefined });
  });
  return rail;
}
