import "./styles/page.css";
import { el } from "./dom.ts";
import { Session } from "./session/session.ts";
import { publish } from "./session/sluice.ts";
import { strings } from "./strings.ts";

publish(new Session());
document.body.append(el("iframe", { src: `canvas.html${location.search}`, title: strings.canvas.frame }));
