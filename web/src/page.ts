import "./styles/page.css";
import { el } from "./dom.ts";
import { createCanvasFrame } from "./page/canvasframe.ts";
import { createGlossary } from "./page/glossary.ts";
import { createHelp } from "./page/help.ts";
import { createLaw } from "./page/law.ts";
import { createPresenting } from "./page/presenting.ts";
import { createRail } from "./page/rail.ts";
import { createSide } from "./page/side.ts";
import { createStage } from "./page/stage.ts";
import { createTimeline } from "./page/timeline.ts";
import { createTopbar } from "./page/topbar.ts";
import { createTransport } from "./page/transport.ts";
import { keepAddress, parseAddress } from "./session/address.ts";
import { Session } from "./session/session.ts";
import { sessionShortcuts } from "./session/shortcuts.ts";
import { publish } from "./session/sluice.ts";
import { bindShortcuts } from "./shortcuts.ts";
import { applyTheme, onSystemTheme, storedTheme } from "./theme.ts";

const session = new Session();
publish(session);
const address = parseAddress(location.search);
session.theme = address.theme ?? storedTheme();
const dress = () => applyTheme(session.theme, session.presenting);
session.events.on("theme", dress);
session.events.on("present", dress);
onSystemTheme(dress);
dress();
keepAddress(session);

const help = createHelp(session);
const glossary = createGlossary(session);
const presenting = createPresenting(session);
const shortcuts = { ...sessionShortcuts(session), ...presenting.shortcuts, help: help.open };
bindShortcuts(window, shortcuts, help.singleKeys);
document.body.append(
  createTopbar(session, help.open, presenting.start),
  createRail(session),
  createStage(
    session,
    createCanvasFrame((inner) => {
      bindShortcuts(inner, shortcuts, help.singleKeys);
      presenting.watch(inner);
    }),
  ),
  el(
    "footer",
    { class: "foot" },
    createLaw(session),
    createTimeline(session),
    createTransport(session, shortcuts),
  ),
  createSide(session, glossary.explain),
  ...presenting.elements,
  help.dialog,
  glossary.dialog,
);
if (address.present) presenting.start();
