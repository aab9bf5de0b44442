import { type Extension, RangeSet, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, GutterMarker, gutter, ViewPlugin } from "@codemirror/view";
import { el } from "../dom.ts";
import type { Stand } from "../session/core.ts";
import { strings } from "../strings.ts";
import { mostTelling, stateMark } from "./states.ts";

/** What is marked in the file that is shown. Lines count from 1; 0 is none. */
export interface Marks {
  readonly stands: readonly Omit<Stand, "file">[];
  /** The line of the last event. */
  readonly last: number;
  /** The line that the reader has chosen. */
  readonly chosen: number;
}

export const setMarks = StateEffect.define<Marks>();

/** Lets a line flash once. */
export const setFlash = StateEffect.define<number>();

const none: Marks = { stands: [], last: 0, chosen: 0 };

/** How many stand at a line, with a mark of their state. */
class Badge extends GutterMarker {
  readonly #label: string;
  readonly #count: number;
  readonly #state: string;

  constructor(stands: Marks["stands"]) {
    super();
    this.#label = strings.code.stand(stands);
    this.#count = stands.reduce((sum, { count }) => sum + count, 0);
    this.#state = mostTelling(stands.map(({ state }) => state));
  }

  override eq(other: Badge): boolean {
    return other.#label === this.#label;
  }

  override toDOM(): Node {
    const face = strings.code.standFace(this.#count);
    const attributes = { type: "button", class: "cm-badge", tabindex: -1, title: this.#label };
    return el("button", { ...attributes, "aria-label": this.#label }, stateMark(this.#state), face);
  }
}

const marks = StateField.define<Marks>({
  create: () => none,
  update: (value, { effects }) => effects.find((effect) => effect.is(setMarks))?.value ?? value,
});

const flash = StateField.define<number>({
  create: () => 0,
  update: (value, { effects }) => effects.find((effect) => effect.is(setFlash))?.value ?? value,
});

const lineMarks = [
  [(view: EditorView) => view.state.field(marks).last, Decoration.line({ class: "cm-last" })],
  [(view: EditorView) => view.state.field(marks).chosen, Decoration.line({ class: "cm-chosen" })],
  [(view: EditorView) => view.state.field(flash), Decoration.line({ class: "cm-flash" })],
] as const;

/** Badges beside the lines, and the lines that are lit. onBadge is told the line of a badge that was pressed. */
export function badges(onBadge: (view: EditorView, line: number) => void): Extension {
  return [
    marks,
    flash,
    lineMarks.map(([line, decoration]) =>
      EditorView.decorations.of((view) => {
        const { doc } = view.state;
        const at = line(view);
        return at > 0 && at <= doc.lines
          ? Decoration.set(decoration.range(doc.line(at).from))
          : Decoration.none;
      }),
    ),
    gutter({
      class: "cm-stands",
      markers: (view) => badgesOf(view),
      initialSpacer: () => new Badge([{ line: 1, state: "", count: 99 }]),
      domEventHandlers: {
        mousedown: () => true, // the focus stays in the code
        click(view, { from }) {
          // The badge that was pressed may have been drawn anew since: whoever stands at the line counts.
          const { number } = view.state.doc.lineAt(from);
          if (!view.state.field(marks).stands.some(({ line }) => line === number)) return false;
          onBadge(view, number);
          return true;
        },
      },
    }),
    EditorView.domEventHandlers({ animationend: (_, view) => view.dispatch({ effects: setFlash.of(0) }) }),
    named,
    dress,
  ];
}

function badgesOf({ state }: EditorView): RangeSet<Badge> {
  const lines = Map.groupBy(state.field(marks).stands, ({ line }) => line);
  const known = [...lines].filter(([line]) => line > 0 && line <= state.doc.lines);
  return RangeSet.of(
    known.map(([line, stands]) => new Badge(stands).range(state.doc.line(line).from)),
    true,
  );
}

/** The editor hides its gutters from assistive technology: the badges are to be found, the numbers need not. */
const named = ViewPlugin.define((view) => {
  view.scrollDOM.querySelector(".cm-gutters")?.removeAttribute("aria-hidden");
  view.scrollDOM.querySelector(".cm-lineNumbers")?.setAttribute("aria-hidden", "true");
  return {};
});

const dress = EditorView.theme({
  ".cm-stands": { minWidth: "30px" },
  ".cm-stands .cm-gutterElement": { display: "flex", justifyContent: "flex-end" },
  ".cm-badge": {
    display: "inline-flex",
    alignItems: "center",
    gap: "2px",
    height: "17px",
    padding: "0 3px",
    border: "0",
    borderRadius: "5px",
    background: "var(--raised)",
    color: "var(--text)",
    font: "600 10.5px var(--sans)",
    cursor: "pointer",
  },
  ".cm-badge:hover": { background: "var(--line)" },
  ".state-mark": { width: "10px", height: "10px" },
  ".cm-last": {
    backgroundColor: "color-mix(in srgb, var(--accent) 7%, transparent)",
    boxShadow: "inset 3px 0 var(--accent)",
  },
  ".cm-chosen": { outline: "1px solid var(--line-2)", outlineOffset: "-1px" },
  ".cm-flash": { outlineOffset: "-2px", animation: "cm-flash 1.2s ease-out" },
  "@keyframes cm-flash": {
    from: {
      outline: "2px solid var(--token)",
      backgroundColor: "color-mix(in srgb, var(--token) 10%, transparent)",
    },
  },
});
