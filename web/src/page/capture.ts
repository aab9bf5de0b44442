import { button, el, setText } from "../dom.ts";
import type { Session } from "../session/session.ts";
import { strings } from "../strings.ts";
import { onPaint } from "./commands.ts";
import { icon } from "./icons.ts";
import { fileName } from "./runfiles.ts";
import { saveFile } from "./savefile.ts";

const words = strings.share;

/** The longest video, in milliseconds. */
const longest = 30_000;

/** Video formats with the endings of their files, the best first. */
const formats = [
  ["video/webm;codecs=vp9", "webm"],
  ["video/webm", "webm"],
  ["video/mp4", "mp4"],
] as const;

/** Pictures and videos of the canvas. */
export interface Capture {
  /** Shown while a video is recorded. */
  readonly bar: HTMLElement;
  /** Why this browser cannot record; empty if it can. */
  readonly lack: string;
  /** Buttons that save a picture and begin a video; begun is called when it begins. */
  buttons(begun: () => void): HTMLElement[];
}

export function createCapture(session: Session, canvas: () => HTMLCanvasElement | undefined): Capture {
  const format = formats.find(([type]) => "MediaRecorder" in window && MediaRecorder.isTypeSupported(type));
  const canRecord = format && "captureStream" in HTMLCanvasElement.prototype;
  const time = el("span", { role: "timer" });
  const stop = button({ class: "btn" }, [words.stop], () => recorder?.stop());
  const bar = el(
    "div",
    { class: "recording", role: "group", "aria-label": words.recording, hidden: true },
    icon("record"),
    time,
    stop,
  );
  let recorder: MediaRecorder | undefined;
  let began = 0;
  onPaint(session, () => {
    if (recorder) setText(time, words.recorded(performance.now() - began, longest));
  });

  const record = (begun: () => void) => {
    const source = canvas();
    if (!source || !format || recorder) return;
    const [mimeType, ending] = format;
    const parts: Blob[] = [];
    const making = new MediaRecorder(source.captureStream(), { mimeType, videoBitsPerSecond: 8_000_000 });
    const limit = setTimeout(() => making.stop(), longest);
    making.addEventListener("dataavailable", ({ data }) => parts.push(data));
    making.addEventListener("stop", () => {
      clearTimeout(limit);
      recorder = undefined;
      bar.hidden = true;
      saveFile(new Blob(parts, { type: mimeType }), `${fileName(session)}.${ending}`);
      session.events.emit("notice", words.videoSaved);
    });
    making.start();
    session.core.redraw(); // its first picture, if nothing moves
    recorder = making;
    began = performance.now();
    setText(time, words.recorded(0, longest));
    bar.hidden = false;
    begun();
    stop.focus();
  };

  return {
    bar,
    lack: canRecord ? "" : words.noRecorder,
    buttons(begun) {
      const shoot = async () => {
        const source = canvas();
        const picture = source && (await drawn(session, source));
        if (picture) saveFile(picture, `${fileName(session)}.png`);
      };
      return [
        button({ class: "btn" }, [words.picture], shoot),
        button({ class: "btn", disabled: !canRecord }, [words.video], () =>
          session.attempt(() => record(begun)),
        ),
      ];
    },
  };
}

/** The canvas as it is drawn next: behind that, the browser has taken its content away. */
function drawn(session: Session, canvas: HTMLCanvasElement): Promise<Blob | null> {
  return new Promise((resolve) => {
    const off = session.events.on("frame", () => {
      off();
      queueMicrotask(() => canvas.toBlob(resolve)); // when the program has handed the frame over
    });
    session.core.redraw();
  });
}
