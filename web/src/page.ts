import "./styles/page.css";
import { el } from "./dom.ts";
import { keepOffline } from "./offline/register.ts";
import { createCanvasFrame } from "./page/canvasframe.ts";
import { createCapture } from "./page/capture.ts";
import { createEmbed } from "./page/embed.ts";
import { createGlossary } from "./page/glossary.ts";
import { createHelp } from "./page/help.ts";
import { createInvitation } from "./page/invitation.ts";
import { createLaw } from "./page/law.ts";
import { createPresenting } from "./page/presenting.ts";
import { createRail } from "./page/rail.ts";
import { createReadAloud } from "./page/readaloud.ts";
import { createRunFiles } from "./page/runfiles.ts";
import { createShare } from "./page/share.ts";
import { createSide } from "./page/side.ts";
import { createSound } from "./page/sound.ts";
import { createStage } from "./page/stage.ts";
import { createTimeline } from "./page/timeline.ts";
import { createTopbar } from "./page/topbar.ts";
import { createTour } from "./page/tour.ts";
import { createTransport } from "./page/transport.ts";
import { createYourProgram } from "./page/yourprogram.ts";
import { type EmbedAddress, parseAddress } from "./session/address.ts";
import { keepAddress } from "./session/history.ts";
import { answerMessages } from "./session/messages.ts";
import { Session } from "./session/session.ts";
import { sessionShortcuts } from "./session/shortcuts.ts";
import { publish } from "./session/sluice.ts";
import { bindShortcuts } from "./shortcuts.ts";
import { language } from "./strings.ts";
import { applyTheme, onSystemTheme, storedTheme } from "./theme.ts";

document.documentElement.lang = language;
leaveScenePage();
const session = new Session();
publish(session);
const address = parseAddress(location);
session.theme = address.theme ?? storedTheme();
session.tab = address.tab ?? "lesson";
const dress = () => applyTheme(session.theme, session.presenting);
session.events.on("theme", dress);
session.events.on("present", dress);
onSystemTheme(dress);
dress();
keepAddress(session, window.parent === window);

if (address.embed) showEmbed(address.embed);
else showPage();

/** Goes from the page of a scene, scene/ID.html, to the page itself, which is the same one folder up. */
function leaveScenePage(): void {
  const { scene } = document.body.dataset;
  if (!scene) return;
  const url = new URL("./", document.baseURI);
  url.search = new URLSearchParams([["scene", scene], ...new URLSearchParams(location.search)]).toString();
  url.hash = location.hash;
  history.replaceState(null, "", url);
  document.querySelector("base")?.remove();
}

function showEmbed(embed: EmbedAddress): void {
  answerMessages(window.sluice, embed.origin ?? location.origin);
  const shortcuts = sessionShortcuts(session);
  const frame = createCanvasFrame((inner) => bindShortcuts(inner, shortcuts, () => true));
  bindShortcuts(window, shortcuts, () => true);
  document.body.classList.add("embed");
  document.body.append(...createEmbed(session, embed, frame.element, shortcuts));
}

function showPage(): void {
  void keepOffline(session);
  const tour = createTour(session);
  const sound = createSound(session);
  const help = createHelp(session, tour, sound.settings);
  const glossary = createGlossary(session);
  const readAloud = createReadAloud(session);
  const presenting = createPresenting(session);
  const files = createRunFiles(session);
  const frame = createCanvasFrame((inner) => {
    bindShortcuts(inner, shortcuts, help.singleKeys);
    files.acceptDrops(inner);
    presenting.watch(inner);
  });
  const capture = createCapture(session, frame.canvas);
  frame.element.append(capture.bar);
  const yourProgram = createYourProgram(session, files);
  const share = createShare(session, files, capture);
  const shortcuts = {
    ...sessionShortcuts(session),
    ...presenting.shortcuts,
    share: share.open,
    help: help.open,
  };
  bindShortcuts(window, shortcuts, help.singleKeys);
  files.acceptDrops(window);
  document.body.append(
    createTopbar(session, {
      share: share.open,
      help: help.open,
      present: presenting.start,
      yourProgram: yourProgram.open,
    }),
    createRail(session, yourProgram.open),
    createStage(session, frame.element, createInvitation(session, tour)),
    el(
      "footer",
      { class: "foot" },
      createLaw(session),
      createTimeline(session),
      createTransport(session, shortcuts, sound.button),
    ),
    createSide(session, glossary.explain, readAloud.control),
    readAloud.region,
    ...presenting.elements,
    help.dialog,
    glossary.dialog,
    share.dialog,
    yourProgram.dialog,
    files.overlay,
  );
  if (address.present) presenting.start();
}
