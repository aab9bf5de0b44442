import { button, byId, el, setText } from "../dom.ts";
import { strings } from "../strings.ts";

/** What went wrong, in words that say what to do next. */
export interface Failure {
  readonly title: string;
  readonly sentence: string;
  /** Output of the program, for whoever wants to know more. */
  readonly detail?: string;
  /** What can be done about it, the first choice first. */
  readonly actions?: readonly { readonly label: string; readonly run: () => void }[];
}

/** The sheet over the canvas that shows loading and failure. */
export class Cover {
  readonly #root = byId("cover");
  readonly #title = el("p", { class: "cover-title" });
  readonly #bar = el("progress", { max: 1, "aria-label": strings.load.label });
  readonly #bytes = el("p", { class: "cover-bytes" });

  /** Shows how much has arrived; without numbers, that something is on its way. */
  progress(received?: number, total?: number): void {
    this.#show(strings.load.label);
    if (received === undefined || !total) {
      this.#bar.removeAttribute("value");
      setText(this.#bytes, strings.load.connecting);
    } else {
      this.#bar.value = Math.min(1, received / total);
      setText(this.#bytes, received < total ? strings.load.received(received, total) : strings.load.starting);
    }
  }

  /** Shows how much of a run is read, from 0 to 1; at 1 the picture. */
  reading(share: number): void {
    if (share >= 1) {
      if (this.#title.textContent === strings.load.reading) this.hide();
      return;
    }
    this.#show(strings.load.reading);
    this.#bar.value = share;
    setText(this.#bytes, strings.load.read(share));
  }

  #show(title: string): void {
    setText(this.#title, title);
    if (!this.#root.hidden && this.#bar.isConnected) return;
    this.#root.replaceChildren(this.#title, this.#bar, this.#bytes);
    this.#root.hidden = false;
  }

  fail({ title, sentence, detail, actions = [] }: Failure): void {
    const parts: Node[] = [el("h2", { class: "cover-title" }, title), el("p", {}, sentence)];
    const buttons = actions.map(({ label, run }, i) =>
      button({ class: i ? "btn" : "btn primary" }, [label], run),
    );
    if (buttons.length > 0) parts.push(el("div", { class: "cover-actions" }, ...buttons));
    if (detail) {
      parts.push(
        el("details", {}, el("summary", {}, strings.load.detail), el("pre", { tabindex: 0 }, detail)),
      );
    }
    this.#root.replaceChildren(el("div", { role: "alert", class: "cover-failure" }, ...parts));
    this.#root.hidden = false;
  }

  hide(): void {
    this.#root.hidden = true;
    this.#root.replaceChildren();
  }
}
