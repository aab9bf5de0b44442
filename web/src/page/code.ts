import { button, el } from "../dom.ts";
import type { BlockedLine, SourceFile } from "../session/api.ts";
import type { Place } from "../session/core.ts";
import type { Session } from "../session/session.ts";
import { strings } from "../strings.ts";
import { onPaint } from "./commands.ts";
import { createDetails } from "./details.ts";
import type { Editor } from "./editor.ts";
import type { Ways } from "./goroutinetable.ts";
import { createHeat } from "./heattoggle.ts";
import { icon } from "./icons.ts";

const words = strings.code;

/** The source of the running scene, with what happens in it. */
export interface CodePane extends Ways {
  readonly element: HTMLElement;
}

/**
 * The source files of the loaded scene, one at a time, with those who stand in
 * them. The editor is fetched when the first one is shown. reveal brings the
 * pane before the reader.
 */
export function createCode(session: Session, reveal: () => void): CodePane {
  const picker = el("select", { id: "code-file", class: "field" });
  const host = el("div", { class: "code-host" });
  const locate = button(
    { class: "btn icon", "aria-label": words.last, title: words.last },
    [icon("locate")],
    () => session.attempt(() => void goTo(session.core.standing().last)),
  );
  const job = jobField((which) => tell(which));
  const heat = createHeat(
    session,
    (lines) => {
      blocked = lines;
      warm();
    },
    (hottest) => void goTo(hottest),
  );
  const label = el("label", { class: "visually-hidden", for: "code-file" }, words.file);
  const files = el(
    "div",
    { class: "code-files", hidden: true },
    label,
    picker,
    locate,
    heat.toggle,
    el("label", { class: "job-field" }, strings.story.field, job),
  );
  const element = el("div", { class: "code" }, files, host);
  const tell = (which: number) => {
    reveal();
    job.value = String(which);
    details.tell(which);
  };
  const details = createDetails(session, { goTo: (file, line) => goTo({ file, line }), tell });
  element.append(details.element);

  let editor: Editor | undefined;
  const opened = import("./editor.ts").then(({ createEditor }) => {
    const choose = (line: number) => {
      details.lineUp({ file: picker.value, line });
      editor?.keep(line);
      mark();
    };
    editor = createEditor(host, words.label, { choose, enter: () => details.focus() });
    return editor;
  });
  let sources: readonly SourceFile[] = [];
  const show = async () => {
    const file = sources.find(({ file }) => file === picker.value);
    if (file) (await opened).show(file.text);
    marked = "";
    warm();
  };
  let blocked: readonly BlockedLine[] | undefined;
  const warm = () => editor?.heat(blocked?.filter(({ file }) => file === picker.value));
  let marked = "";
  const mark = () => {
    if (!editor || !element.checkVisibility()) return;
    const { stands, last } = session.core.standing();
    const lineIn = (place: Place | undefined) => (place?.file === picker.value ? place.line : 0);
    const marks = {
      stands: stands.filter((stand) => lineIn(stand) > 0),
      last: lineIn(last),
      chosen: lineIn(details.place),
    };
    const now = JSON.stringify(marks);
    if (now !== marked) editor.mark(marks);
    marked = now;
  };
  const goTo = async ({ file, line }: Place) => {
    if (!sources.some((source) => source.file === file)) return;
    reveal();
    picker.value = file;
    await show();
    (await opened).goTo(line);
  };
  session.events.on("pick", ({ job: which, file, line }) => {
    if (which > 0) tell(which);
    else if (file && line) goTo({ file, line });
  });
  onPaint(session, mark);
  picker.addEventListener("change", show);
  let scene = "";
  session.events.on("load", ({ id }) => {
    sources = session.core.source();
    const kept = id === scene && sources.some(({ file }) => file === picker.value);
    const open = kept ? picker.value : sources[0]?.file;
    if (id !== scene) details.close();
    scene = id;
    picker.replaceChildren(...groups(sources));
    if (open) picker.value = open;
    files.hidden = sources.length === 0;
    void show();
  });
  return {
    element,
    goTo: (file, line) => void goTo({ file, line }),
    tell,
  };
}

/** A field that asks for the story of a job by its number. */
function jobField(tell: (job: number) => void): HTMLInputElement {
  const field = el("input", { class: "field", type: "text", inputmode: "numeric", autocomplete: "off" });
  field.addEventListener("keydown", ({ key }) => {
    if (key === "Enter" && /^\d{1,9}$/.test(field.value)) tell(Number(field.value));
  });
  return field;
}

/** The patterns first; what wires them for the scene is there on demand. */
function groups(sources: readonly SourceFile[]): HTMLElement[] {
  const byKind = Map.groupBy(sources, ({ file }) => file.startsWith("engine/pattern/"));
  return [true, false].flatMap((pattern) => {
    const options = byKind.get(pattern)?.map(({ file }) => el("option", { value: file }, file)) ?? [];
    const label = pattern ? words.pattern : words.wiring;
    return options.length > 0 ? [el("optgroup", { label }, ...options)] : [];
  });
}
