import { goLanguage } from "@codemirror/lang-go";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { EditorView, lineNumbers } from "@codemirror/view";
import { styleTags, tags } from "@lezer/highlight";

/** A read-only view of Go source. */
export interface Editor {
  show(text: string): void;
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
  "&": { height: "100%", backgroundColor: "var(--code-bg)", color: "var(--text)", fontSize: "11.5px" },
  "&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "-2px" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.62" },
  ".cm-content": { padding: "10px 0" },
  ".cm-line": { padding: "0 12px 0 6px" },
  ".cm-gutters": { backgroundColor: "var(--code-bg)", color: "var(--muted)", border: "none" },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 6px 0 12px", minWidth: "36px" },
  ".cm-selectionBackground, &.cm-focused .cm-selectionBackground": { backgroundColor: "var(--line-2)" },
});

/**
 * Puts an editor into host. It lives in a shadow tree, where its styles need no
 * exception from the page's content security policy.
 */
export function createEditor(host: HTMLElement, label: string): Editor {
  const root = host.attachShadow({ mode: "open" });
  const extensions = [
    lineNumbers(),
    EditorView.lineWrapping,
    goSource,
    syntaxHighlighting(highlight),
    dress,
    EditorState.readOnly.of(true),
    EditorState.tabSize.of(4),
    EditorView.editable.of(false),
    EditorView.contentAttributes.of({
      tabindex: "0",
      "aria-label": label,
      role: "textbox",
      "aria-readonly": "true",
    }),
  ];
  const view = new EditorView({ parent: root, root, state: EditorState.create({ extensions }) });
  return {
    show(text) {
      if (view.state.doc.toString() === text) return;
      view.setState(EditorState.create({ doc: text, extensions }));
    },
  };
}
