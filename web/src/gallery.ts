import "./styles/gallery.css";
import { byId, el } from "./dom.ts";
import { logo } from "./page/icons.ts";
import { language, strings } from "./strings.ts";
import { applyTheme, onSystemTheme, storedTheme } from "./theme.ts";

/** A scene as the build found it when its pictures were taken. */
interface Card {
  readonly id: string;
  readonly group: string;
  readonly title: string;
  readonly summary: string;
  /** Paths of its pictures. */
  readonly dark: string;
  readonly light: string;
}

const cards = JSON.parse(byId("gallery").textContent ?? "") as Card[];
document.documentElement.lang = language;
const dress = () => applyTheme(storedTheme());
dress();
onSystemTheme(dress);

const groups = Map.groupBy(cards, ({ group }) => group);
document.body.append(
  el("header", { class: "gallery-top" }, el("a", { class: "logo", href: "./" }, logo(), strings.name)),
  el(
    "main",
    { class: "gallery" },
    el("h1", {}, strings.gallery.title),
    el("p", {}, strings.gallery.intro),
    ...[...groups].flatMap(([group, cards]) => [
      el("h2", {}, group),
      el("ul", { class: "cards" }, ...cards.map((card) => el("li", {}, createCard(card)))),
    ]),
  ),
);

function createCard({ id, title, summary, dark, light }: Card): HTMLElement {
  const picture = (theme: string, src: string) =>
    el("img", { class: `on-${theme}`, src, alt: "", width: 672, height: 480, loading: "lazy" });
  return el(
    "a",
    { class: "card", href: `scene/${encodeURIComponent(id)}.html` },
    picture("dark", dark),
    picture("light", light),
    el("h3", {}, title),
    el("p", {}, summary),
  );
}
