import { button, el, setText } from "../dom.ts";
import type { Session } from "../session/session.ts";
import { burstSizes } from "../shortcuts.ts";
import { strings } from "../strings.ts";
import { commandGroup } from "./commands.ts";
import { createEndBanner } from "./endbanner.ts";
import { createNotices } from "./notices.ts";

/** The picture with its title, its messages, and the buttons that send jobs into it. */
export function createStage(session: Session, canvas: HTMLElement): HTMLElement {
  const title = el("h1", {}, strings.name);
  const summary = el("p");
  session.events.on("load", ({ scene, id }) => {
    setText(title, scene?.title ?? id);
    setText(summary, scene?.summary ?? "");
    document.title = `${scene?.title ?? id} · ${strings.name}`;
  });
  return el(
    "main",
    { class: "stage" },
    el("div", { class: "head" }, title, summary),
    el(
      "div",
      { class: "picture" },
      canvas,
      el("div", { class: "messages" }, createNotices(session), createEndBanner(session)),
    ),
    bursts(session),
  );
}

function bursts(session: Session): HTMLElement {
  const buttons = burstSizes.map((size) => {
    const face = strings.stage.burstFace(size);
    const send = () => session.attempt(() => session.inject(size));
    return button({ class: "btn", "aria-label": strings.stage.burst(face) }, [face], send);
  });
  return el(
    "div",
    { class: "bursts" },
    el("span", { class: "bursts-label", "aria-hidden": "true" }, strings.stage.send),
    commandGroup(session, ...buttons),
  );
}
