import { type Extension, RangeSet, StateEffect, StateField } from "@codemirror/state";
import { EditorView, GutterMarker, gutter } from "@codemirror/view";
import { el } from "../dom.ts";
import { duration } from "../format.ts";
import type { BlockedLine } from "../session/api.ts";
import { strings } from "../strings.ts";

/** The lines of the file that is shown at which goroutines were blocked; undefined hides the column. */
export type Heat = readonly BlockedLine[] | undefined;

export const setHeat = StateEffect.define<Heat>();

const heat = StateField.define<Heat>({
  create: () => undefined,
  update: (value, { effects }) => {
    const last = effects.findLast((effect) => effect.is(setHeat));
    return last ? last.value : value;
  },
});

/** How long goroutines were blocked at a line: held up, or else idle; the bar tells which part of the longest that is. */
class Mark extends GutterMarker {
  readonly #line: BlockedLine;
  readonly #share: number;

  constructor(line: BlockedLine, mostMs: number) {
    super();
    this.#line = line;
    this.#share = Math.sqrt(blockedMs(line) / mostMs); // so that short ones can be seen
  }

  override eq(other: Mark): boolean {
    return JSON.stringify(this.#line) === JSON.stringify(other.#line) && this.#share === other.#share;
  }

  override toDOM(): Node {
    const label = strings.code.heatLine(this.#line);
    const mark = el(
      "span",
      {
        class: isHeld(this.#line) ? "cm-heat held" : "cm-heat",
        role: "img",
        "aria-label": label,
        title: label,
      },
      duration(blockedMs(this.#line)),
    );
    mark.style.setProperty("--share", `${Math.round(100 * this.#share)}%`);
    return mark;
  }
}

function isHeld({ held }: BlockedLine): boolean {
  return held.ms > 0;
}

function blockedMs(line: BlockedLine): number {
  return isHeld(line) ? line.held.ms : line.idle.ms;
}

/** The column beside the code that tells how long goroutines were blocked at each line. */
export function heatColumn(): Extension {
  const column = gutter({ class: "cm-heats", markers: ({ state }) => marksOf(state.field(heat), state.doc) });
  return [heat, column, dress, shown];
}

function marksOf(lines: Heat, doc: EditorView["state"]["doc"]): RangeSet<Mark> {
  const hot = (lines ?? []).filter((line) => blockedMs(line) > 0 && line.line > 0 && line.line <= doc.lines);
  const most = (held: boolean) => Math.max(...hot.filter((line) => isHeld(line) === held).map(blockedMs));
  const [mostHeld, mostIdle] = [most(true), most(false)];
  return RangeSet.of(
    hot.map((line) => new Mark(line, isHeld(line) ? mostHeld : mostIdle).range(doc.line(line.line).from)),
    true,
  );
}

/** An empty column takes no room. */
const shown = EditorView.editorAttributes.of((view) => ({
  class: view.state.field(heat) ? "cm-heated" : "",
}));

const dress = EditorView.theme({
  ".cm-heats": { display: "none", minWidth: "48px" },
  "&.cm-heated .cm-heats": { display: "flex" },
  ".cm-heats .cm-gutterElement": { padding: "0 0 0 4px" },
  ".cm-heat": {
    display: "block",
    padding: "0 3px",
    borderRadius: "3px",
    color: "var(--muted)",
    font: "10.5px/1.62 var(--sans)",
    textAlign: "right",
    fontVariantNumeric: "tabular-nums",
    whiteSpace: "nowrap",
    background:
      "linear-gradient(to left, color-mix(in srgb, var(--edge) 22%, transparent) var(--share), transparent var(--share))",
  },
  ".cm-heat.held": {
    color: "var(--text)",
    fontWeight: "600",
    background:
      "linear-gradient(to left, color-mix(in srgb, var(--wait) 38%, transparent) var(--share), transparent var(--share))",
  },
});
