import { el, setText } from "../dom.ts";
import { count, duration } from "../format.ts";
import type { Recorded, Session } from "../session/session.ts";
import { strings } from "../strings.ts";
import { createFindings } from "./findings.ts";
import type { Ways } from "./goroutinetable.ts";

const words = strings.program;

/** What is known of a recorded program, and how its picture is to be read. */
export function createProgram(session: Session, ways: Ways): HTMLElement {
  const facts = el("dl", { class: "facts" });
  session.events.on("load", ({ program, seed }) => {
    if (program) facts.replaceChildren(...rows(program, seed));
  });
  return el(
    "div",
    { class: "program" },
    section(words.found, createFindings(session, ways)),
    section(words.ran, facts),
    section(words.reading, ...words.howToRead.map((text) => el("p", {}, text))),
  );
}

function rows(program: Recorded, seed: number): HTMLElement[] {
  const { facts } = words;
  return [
    ...row(facts.package, program.package),
    ...row(facts.clock, words.clocks[program.clock] ?? program.clock),
    ...row(facts.seed, String(seed)),
    ...row(facts.lasted, duration(program.lastedMs)),
    ...row(facts.events, count(program.events)),
    ...row(facts.goroutines, count(program.goroutines)),
    ...row(facts.channels, count(program.channels)),
    ...row(facts.values, count(program.values)),
  ];
}

function row(name: string, value: string): HTMLElement[] {
  const cell = el("dd");
  setText(cell, value);
  return [el("dt", {}, name), cell];
}

function section(title: string, ...content: HTMLElement[]): HTMLElement {
  return el("section", {}, el("h2", {}, title), ...content);
}
