import "./styles/page.css";
import { el } from "./dom.ts";
import { createCanvasFrame } from "./page/canvasframe.ts";
import { createGlossary } from "./page/glossary.ts";
import { createHelp } from "./page/help.ts";
import { createLaw } from "./page/law.ts";
import { createRail } from "./page/rail.ts";
import { createReadAloud } from "./page/readaloud.ts";
import { createSide } from "./page/side.ts";
import { createSound } from "./page/sound.ts";
import { createStage } from "./page/stage.ts";
import { createTimeline } from "./page/timeline.ts";
import { createTopbar } from "./page/topbar.ts";
import { createTransport } from "./page/transport.ts";
import { keepAddress, parseAddress } from "./session/address.ts";
import { Session } from "./session/session.ts";
import { sessionShortcuts } from "./session/shortcuts.ts";
import { publish } from "./session/sluice.ts";
import { bindShortcuts } from "./shortcuts.ts";
import { language } from "./strings.ts";
import { applyTheme, onSystemTheme, storedTheme } from "./theme.ts";

document.documentElement.lang = language;
const session = new Session();
publish(session);
session.theme = parseAddress(location.search).theme ?? storedTheme();
const dress = () => applyTheme(session.theme);
session.events.on("theme", dress);
onSystemTheme(dress);
dress();
keepAddress(session);

const sound = createSound(session);
const help = createHelp(session, sound.settings);
const glossary = createGlossary(session);
const readAloud = createReadAloud(session);
const shortcuts = { ...sessionShortcuts(session), help: help.open };
bindShortcuts(window, shortcuts, help.singleKeys);
document.body.append(
  createTopbar(session, help.open),
  createRail(session),
  createStage(session, createCanvasFrame(shortcuts, help.singleKeys)),
  el(
    "footer",
    { class: "foot" },
    createLaw(session),
    createTimeline(session),
    createTransport(session, shortcuts, sound.button),
  ),
  createSide(session, glossary.explain, readAloud.control),
  readAloud.region,
  help.dialog,
  glossary.dialog,
);
