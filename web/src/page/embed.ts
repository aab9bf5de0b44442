import { el, setText } from "../dom.ts";
import type { EmbedAddress } from "../session/address.ts";
import { formatLink } from "../session/link.ts";
import type { Session } from "../session/session.ts";
import type { Shortcuts } from "../shortcuts.ts";
import { strings } from "../strings.ts";
import { icon } from "./icons.ts";
import { createLaw } from "./law.ts";
import { createCommands, createPicture } from "./stage.ts";
import { createTimeline } from "./timeline.ts";
import { createTransport } from "./transport.ts";

/** The page inside of another one: the picture, as many controls as were asked for, and a way to the whole page. */
export function createEmbed(
  session: Session,
  { controls }: EmbedAddress,
  canvas: HTMLElement,
  shortcuts: Shortcuts,
): HTMLElement[] {
  const main = el("main", { class: "stage" }, createPicture(session, canvas));
  const foot = el("footer", { class: "foot" });
  if (controls === "all") {
    main.append(createCommands(session));
    foot.append(createLaw(session));
  }
  if (controls !== "none") foot.append(createTimeline(session), createTransport(session, shortcuts));
  foot.append(createBar(session));
  return [main, foot];
}

/** What is shown, and a link that opens it as it is now. */
function createBar(session: Session): HTMLElement {
  const title = el("h1", {}, strings.name);
  session.events.on("load", ({ scene, id }) => setText(title, scene?.title ?? id));
  const link = el("a", { href: "./", target: "_blank", rel: "noopener" }, strings.embed.open, icon("out"));
  const aim = () => {
    if (session.running && session.loaded) link.href = currentLink(session);
  };
  for (const event of ["pointerdown", "focus", "click"]) link.addEventListener(event, aim);
  return el("div", { class: "embed-bar" }, title, link);
}

function currentLink(session: Session): string {
  const tooLong = session.core.script(0).problem !== "";
  return formatLink(session, { run: !tooLong });
}
