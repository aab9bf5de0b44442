import { goLanguage } from "@codemirror/lang-go";
import { forceParsing, HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
import { styleTags, tags } from "@lezer/highlight";
import { badges, type Marks, setFlash, setMarks } from "./badges.ts";
import { type Heat, heatColumn, setHeat } from "./heat.ts";

/** A read-only view of Go source. Lines count from 1. */
export interface Editor {
  show(text: string): void;
  /** Marks lines of the text that is shown. */
  mark(marks: Marks): void;
  /** Tells beside the lines of the text how long goroutines were blocked there. */
  heat(lines: Heat): void;
  /** Scrolls a line into view and lets it flash. */
  goTo(line: number): void;
  /** Keeps a line in view when the editor gets smaller. */
  keep(line: number): void;
}

/** What a reader does in the editor. */
export interface Reader {
  /** Chooses a line, by click, arrow key or badge. */
  choose(line: number): void;
  /** Presses Enter. */
  enter(): void;
}

/** Go's grammar with names for what it leaves plain: methods, their calls, and default. */
const goSource = goLanguage.configure({
  props: [
    styleTags({
      "MethodDecl/FieldName": tags.function(tags.definition(tags.propertyName)),
      "CallExpr/SelectorExpr/FieldName": tags.function(tags.propertyName),
      default: tags.controlKeyword,
    }),
  ],
});

const highlight = HighlightStyle.define([
  {
    tag: [tags.keyword, tags.controlKeyword, tags.definitionKeyword, tags.moduleKeyword],
    color: "var(--reject)",
  },
  { tag: [tags.bool, tags.null], color: "var(--reject)" },
  { tag: tags.modifier, color: "inherit" },
  { tag: tags.lineComment, color: "var(--muted)", fontStyle: "italic" },
  { tag: tags.blockComment, color: "var(--muted)", fontStyle: "italic" },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], color: "var(--accent)" },
  { tag: tags.function(tags.definition(tags.variableName)), color: "var(--accent)" },
  { tag: tags.function(tags.definition(tags.propertyName)), color: "var(--accent)" },
  { tag: [tags.string, tags.character, tags.number], color: "var(--done)" },
]);

const dress = EditorView.theme({
  "&": { height: "100%", backgroundColor: "var(--code-bg)", color: "var(--text)", fontSize: "11.2px" },
  "&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "-2px" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.62" },
  ".cm-content": { padding: "10px 0" },
  ".cm-line": { padding: "0 4px" },
  ".cm-gutters": { backgroundColor: "var(--code-bg)", color: "var(--muted)", border: "none" },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 5px 0 3px" },
  ".cm-line, .cm-lineNumbers": { cursor: "pointer" },
  ".cm-selectionBackground, &.cm-focused .cm-selectionBackground": { backgroundColor: "var(--line-2)" },
});

/** Moves the cursor, which no browser does in a text that cannot be edited. */
const keys = (enter: () => void) => {
  const move = (forward: boolean, page: boolean) => (view: EditorView) => {
    const { main } = view.state.selection;
    const selection = view.moveVertically(main, forward, page ? view.scrollDOM.clientHeight : undefined);
    view.dispatch({ selection, scrollIntoView: true, userEvent: "select.line" });
    return true;
  };
  const run = () => {
    enter();
    return true;
  };
  return keymap.of([
    { key: "ArrowUp", run: move(false, false) },
    { key: "ArrowDown", run: move(true, false) },
    { key: "PageUp", run: move(false, true) },
    { key: "PageDown", run: move(true, true) },
    { key: "Enter", run },
  ]);
};

/**
 * Puts an editor into host. It lives in a shadow tree, where its styles need no
 * exception from the page's content security policy.
 */
export function createEditor(host: HTMLElement, label: string, reader: Reader): Editor {
  const root = host.attachShadow({ mode: "open" });
  const select = (view: EditorView, line: number) =>
    view.dispatch({ selection: { anchor: view.state.doc.line(line).from }, userEvent: "select.line" });
  const extensions = [
    heatColumn(),
    badges(select),
    lineNumbers({
      domEventHandlers: {
        click: (view, { from }) => {
          select(view, view.state.doc.lineAt(from).number);
          return true;
        },
      },
    }),
    EditorView.lineWrapping,
    goSource,
    syntaxHighlighting(highlight),
    dress,
    keys(() => reader.enter()),
    EditorView.updateListener.of(({ state, transactions }) => {
      // Another "select" is the browser's own, of a text that is hidden or has just been replaced.
      const chosen = ["select.line", "select.pointer"];
      if (!transactions.some((transaction) => chosen.some((event) => transaction.isUserEvent(event)))) return;
      reader.choose(state.doc.lineAt(state.selection.main.head).number);
    }),
    EditorState.readOnly.of(true),
    EditorState.tabSize.of(4),
    EditorView.editable.of(false),
    EditorView.contentAttributes.of({
      tabindex: "0",
      "aria-label": label,
      role: "textbox",
      "aria-readonly": "true",
      "aria-multiline": "true",
    }),
  ];
  const view = new EditorView({ parent: root, root, state: EditorState.create({ extensions }) });
  const start = (line: number) => view.state.doc.line(Math.min(Math.max(line, 1), view.state.doc.lines)).from;
  return {
    show(text) {
      if (view.state.doc.toString() === text) return;
      view.setState(EditorState.create({ doc: text, extensions }));
      view.scrollDOM.scrollTop = 0;
      forceParsing(view, text.length); // a file is small, and somebody may go to its end at once
    },
    mark: (marks) => view.dispatch({ effects: setMarks.of(marks) }),
    heat: (lines) => view.dispatch({ effects: setHeat.of(lines) }),
    goTo(line) {
      const from = start(line);
      view.dispatch({
        selection: { anchor: from },
        effects: [EditorView.scrollIntoView(from, { y: "center" }), setFlash.of(line)],
      });
    },
    keep: (line) => view.dispatch({ effects: EditorView.scrollIntoView(start(line), { yMargin: 24 }) }),
  };
}
