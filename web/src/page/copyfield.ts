import { button, el, setText } from "../dom.ts";
import { strings } from "../strings.ts";

const words = strings.share;

export interface CopyField {
  readonly element: HTMLElement;
  show(text: string): void;
}

/** A text that one only reads, with a button that copies it. */
export function createCopyField(label: string, field: HTMLInputElement | HTMLTextAreaElement): CopyField {
  field.setAttribute("aria-label", label);
  field.addEventListener("focus", () => field.select());
  const face = el("span", {}, words.copy);
  const said = el("span", { class: "visually-hidden", role: "status" });
  const say = (text: string, result: string) => {
    setText(face, text);
    setText(said, result);
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(field.value);
      say(words.copied, words.copied);
    } catch {
      field.focus();
      say(words.copy, words.copyByHand);
    }
  };
  const element = el(
    "div",
    { class: "copy-field" },
    field,
    button({ class: "btn", "aria-label": words.copyOf(label) }, [face], copy),
    said,
  );
  return {
    element,
    show(text) {
      field.value = text;
      say(words.copy, "");
    },
  };
}
