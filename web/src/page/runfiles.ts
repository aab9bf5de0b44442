import { button, el } from "../dom.ts";
import type { Session } from "../session/session.ts";
import { strings } from "../strings.ts";
import { saveFile } from "./savefile.ts";

const words = strings.share;

/** More bytes are no run that can be imported. */
const largest = 257 * 1024 * 1024;

/** The run as a file, out of the page and into it. */
export interface RunFiles {
  /** Shown over the page while a file is dragged over it. */
  readonly overlay: HTMLElement;
  /** Buttons that export and import; done is called when a file was chosen. */
  buttons(done: () => void): HTMLElement[];
  /** A button that imports, with its hidden picker; done is called when a file was chosen. */
  importer(label: string, done: () => void): HTMLElement[];
  /** Takes files that are dropped on a window. */
  acceptDrops(target: Window): void;
}

export function createRunFiles(session: Session): RunFiles {
  const overlay = el("div", { class: "drop", hidden: true }, el("p", {}, words.drop));
  const take = async (file: File) => {
    try {
      if (file.size > largest) throw new Error(words.fileTooLarge);
      await session.open(new Uint8Array(await file.arrayBuffer()));
      session.events.emit("notice", words.imported(file.name));
    } catch (error) {
      session.events.emit("notice", words.notImported(file.name, (error as Error).message));
    }
  };
  overlay.addEventListener("dragover", (event) => event.preventDefault());
  overlay.addEventListener("dragleave", () => {
    overlay.hidden = true;
  });
  overlay.addEventListener("drop", (event) => {
    event.preventDefault();
    overlay.hidden = true;
    const file = event.dataTransfer?.files[0];
    if (file) void take(file);
  });
  const importer = (label: string, done: () => void) => {
    const picker = el("input", { type: "file", hidden: true, "aria-label": label });
    picker.addEventListener("change", () => {
      const file = picker.files?.[0];
      picker.value = "";
      if (!file) return;
      done();
      void take(file);
    });
    return [button({ class: "btn" }, [label], () => picker.click()), picker];
  };
  return {
    overlay,
    importer,
    buttons: (done) => [
      button({ class: "btn" }, [words.export], () => session.attempt(() => exportRun(session))),
      ...importer(words.import, done),
    ],
    acceptDrops(target) {
      target.addEventListener("dragenter", (event) => {
        if (!event.dataTransfer?.types.includes("Files")) return;
        event.preventDefault();
        overlay.hidden = false;
      });
    },
  };
}

function exportRun(session: Session): void {
  saveRun(session, session.core.exportLog());
}

/** Saves a run of what is loaded as a file. */
export function saveRun(session: Session, log: Uint8Array): void {
  saveFile(new Blob([log as Uint8Array<ArrayBuffer>]), `${fileName(session)}.sluice`);
}

/** A name for a file of what is loaded, without its ending. */
export function fileName({ loaded }: Session): string {
  return loaded ? `sluice-${loaded.id}-seed-${loaded.seed}` : "sluice";
}
