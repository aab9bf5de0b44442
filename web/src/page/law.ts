import { el, setText } from "../dom.ts";
import { count } from "../format.ts";
import type { Session } from "../session/session.ts";
import { strings } from "../strings.ts";
import { onPaint } from "./commands.ts";

const sums = ["completed", "rejected", "failed", "cancelled", "inFlight"] as const;
type Term = "offered" | (typeof sums)[number];

/** The conservation law: every job that was offered is in exactly one place. */
export function createLaw(session: Session): HTMLElement {
  const numbers = new Map<Term, HTMLElement>();
  const term = (name: Term) => {
    const number = el("b", { class: `law-${name}` }, "0");
    numbers.set(name, number);
    return el("span", { class: "law-term" }, number, ` ${strings.law.terms[name]}`);
  };
  const verdict = el("span", { class: "law-verdict", role: "status" });
  const law = el(
    "div",
    { class: "law", role: "group", "aria-label": strings.law.label },
    term("offered"),
    ...sums.flatMap((name, i) => [el("span", { class: "law-sign" }, i === 0 ? "=" : "+"), term(name)]),
    verdict,
  );
  onPaint(session, (frame) => {
    for (const [name, number] of numbers) setText(number, count(frame[name]));
    const balanced = frame.balanced !== 0;
    setText(verdict, balanced ? strings.law.balanced : strings.law.broken);
    law.classList.toggle("broken", !balanced);
  });
  return law;
}
