import { el } from "../dom.ts";
import type { Session } from "../session/session.ts";
import { strings } from "../strings.ts";

/** The source files of the loaded scene, one at a time. The editor is fetched when the first one is shown. */
export function createCode(session: Session): HTMLElement {
  const picker = el("select", { id: "code-file", class: "field" });
  const host = el("div", { class: "code-host" });
  const files = el(
    "div",
    { class: "code-files", hidden: true },
    el("label", { class: "visually-hidden", for: "code-file" }, strings.code.file),
    picker,
  );
  const editor = import("./editor.ts").then(({ createEditor }) => createEditor(host, strings.code.label));
  const show = async () => {
    const file = session.running ? session.core.source()[picker.selectedIndex] : undefined;
    if (file) (await editor).show(file.text);
  };
  picker.addEventListener("change", show);
  session.events.on("load", () => {
    const names = session.core.source().map(({ file }) => file);
    const current = names.includes(picker.value) ? picker.value : names[0];
    picker.replaceChildren(...names.map((name) => el("option", { value: name }, name)));
    if (current) picker.value = current;
    files.hidden = names.length === 0;
    void show();
  });
  return el("div", { class: "code" }, files, host);
}
