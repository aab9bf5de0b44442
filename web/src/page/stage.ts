import { button, el, setText } from "../dom.ts";
import type { Session } from "../session/session.ts";
import { burstSizes } from "../shortcuts.ts";
import { strings } from "../strings.ts";
import { createBoard } from "./board.ts";
import { createCaptions } from "./captions.ts";
import { commandGroup } from "./commands.ts";
import { createCompared } from "./compared.ts";
import { createEndBanner } from "./endbanner.ts";
import { createNotices } from "./notices.ts";

/** The picture with its title, its messages, and the buttons that send jobs into it. */
export function createStage(session: Session, canvas: HTMLElement, invitation: HTMLElement): HTMLElement {
  const title = el("h1", {}, strings.name);
  const summary = el("p");
  session.events.on("load", ({ scene, id }) => {
    setText(title, scene?.title ?? id);
    setText(summary, scene && scene.summary !== scene.title ? scene.summary : "");
    document.title = `${scene?.title ?? id} · ${strings.name}`;
  });
  return el(
    "main",
    { class: "stage" },
    el("div", { class: "head" }, title, summary),
    createPicture(session, canvas, invitation),
    createCommands(session),
  );
}

/** The canvas with what is said over and below it. */
export function createPicture(session: Session, canvas: HTMLElement, ...below: HTMLElement[]): HTMLElement {
  canvas.append(createCaptions(session));
  return el(
    "div",
    { class: "picture" },
    createBoard(session),
    createEndBanner(session),
    canvas,
    createCompared(session),
    ...below,
    el("div", { class: "messages" }, createNotices(session)),
  );
}

/** What can be done to the scene by buttons. */
export function createCommands(session: Session): HTMLElement {
  return el("div", { class: "bursts" }, bursts(session), actions(session));
}

/** The buttons that send jobs; a scene without a source has none. */
function bursts(session: Session): HTMLElement {
  const buttons = burstSizes.map((size) => {
    const face = strings.stage.burstFace(size);
    const send = () => session.attempt(() => session.inject(size));
    return button({ class: "btn", "aria-label": strings.stage.burst(face) }, [face], send);
  });
  const group = labelled("sends", strings.stage.send, commandGroup(session, ...buttons));
  session.events.on("load", ({ scene }) => {
    group.hidden = scene?.sources.length === 0;
  });
  return group;
}

/** What else can be done to the scene. */
function actions(session: Session): HTMLElement {
  const list = commandGroup(session);
  const group = labelled("acts", strings.stage.actions, list);
  session.events.on("load", ({ scene }) => {
    const buttons = scene?.actions.map(({ id, label }) =>
      button({ class: "btn" }, [label], () => session.attempt(() => session.act(id))),
    );
    list.replaceChildren(...(buttons ?? []));
    group.hidden = !buttons?.length;
  });
  return group;
}

function labelled(name: string, label: string, group: HTMLElement): HTMLElement {
  return el(
    "div",
    { class: `command-group ${name}` },
    el("span", { class: "bursts-label", "aria-hidden": "true" }, label),
    group,
  );
}
