import { button, el, setText } from "../dom.ts";
import { moment } from "../format.ts";
import { type EmbedControls, embedControls } from "../session/address.ts";
import { formatLink } from "../session/link.ts";
import type { Session } from "../session/session.ts";
import { strings } from "../strings.ts";
import type { Capture } from "./capture.ts";
import { createCopyField } from "./copyfield.ts";
import { icon } from "./icons.ts";
import type { RunFiles } from "./runfiles.ts";

const words = strings.share;

export interface Share {
  readonly dialog: HTMLDialogElement;
  open(): void;
}

/** The ways to give the running scene to somebody else; while it is open the clock stands still. */
export function createShare(session: Session, files: RunFiles, capture: Capture): Share {
  const atMoment = el("input", { type: "checkbox", checked: true });
  const when = el("span");
  const link = createCopyField(words.link, el("input", { type: "text", readonly: true, class: "field" }));
  const embed = createEmbed();
  const problem = el("p", { class: "problem", role: "status" });
  const update = () => {
    const options = { moment: atMoment.checked };
    const long = tooLong(session);
    setText(problem, long ? words.tooLong : "");
    atMoment.disabled = long;
    link.show(formatLink(session, { ...options, run: !long }));
    embed.show((controls) =>
      formatLink(session, { ...options, run: !long }, { controls, origin: undefined }),
    );
  };
  atMoment.addEventListener("change", update);

  /** What only a scene has, as the recording of a program is nowhere but in its file. */
  const linked = [
    el(
      "section",
      {},
      el("h3", {}, words.link),
      el("p", { class: "quiet-text" }, words.linkIntro),
      link.element,
      el("label", { class: "check" }, atMoment, when),
      problem,
    ),
    el("section", {}, el("h3", {}, words.embed), embed.element),
  ];
  const dialog = el(
    "dialog",
    { class: "share", "aria-labelledby": "share-title" },
    el("h2", { id: "share-title" }, words.title),
    button({ class: "btn icon quiet dialog-close", "aria-label": words.close }, [icon("close")], () =>
      dialog.close(),
    ),
    ...linked,
    el(
      "section",
      {},
      el("h3", {}, words.files),
      el("p", { class: "quiet-text" }, words.filesIntro),
      el("div", { class: "row" }, ...files.buttons(() => dialog.close())),
    ),
    el(
      "section",
      {},
      el("h3", {}, words.pictures),
      el("div", { class: "row" }, ...capture.buttons(() => dialog.close())),
      capture.lack ? el("p", { class: "quiet-text" }, capture.lack) : "",
    ),
  );
  dialog.addEventListener("close", () => session.hold("dialog", false));
  return {
    dialog,
    open() {
      if (dialog.open || !session.running || !session.loaded) return;
      session.hold("dialog", true);
      const program = session.loaded.program !== undefined;
      for (const section of linked) section.hidden = program;
      setText(when, words.atMoment(moment(session.core.stats().playheadMs)));
      if (!program) update();
      dialog.showModal();
    },
  };
}

function tooLong(session: Session): boolean {
  return session.core.script(0).problem !== "";
}

const sizes = [
  ["640", "400"],
  ["800", "500"],
  ["960", "600"],
  ["100%", "480"],
] as const;

interface Embed {
  readonly element: HTMLElement;
  /** Shows a snippet for the address that source makes. */
  show(source: (controls: EmbedControls) => string): void;
}

/** The choices of size and controls, and the snippet that they lead to. */
function createEmbed(): Embed {
  const size = el("select", { class: "field" });
  size.append(...sizes.map(([width, height], i) => el("option", { value: i }, words.size(width, height))));
  size.value = "1";
  const controls = el("select", { class: "field" });
  controls.append(...embedControls.map((value) => el("option", { value }, words.controls[value])));
  controls.value = "transport";
  const snippet = createCopyField(
    words.snippet,
    el("textarea", { readonly: true, rows: 5, class: "field code-field", spellcheck: "false" }),
  );
  let source = (_: EmbedControls) => "";
  const update = () => {
    const [width, height] = sizes[Number(size.value)] ?? sizes[0];
    const src = source(controls.value as EmbedControls);
    const frame = el("iframe", {
      src,
      width,
      height,
      title: words.frameTitle,
      loading: "lazy",
      frameborder: 0,
    });
    snippet.show(frame.outerHTML);
  };
  size.addEventListener("change", update);
  controls.addEventListener("change", update);
  return {
    element: el(
      "div",
      { class: "embed-form" },
      el(
        "div",
        { class: "row" },
        el("label", {}, words.sizeLabel, size),
        el("label", {}, words.controlsLabel, controls),
      ),
      snippet.element,
    ),
    show(next) {
      source = next;
      update();
    },
  };
}
