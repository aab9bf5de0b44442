import { button, el, setAttributes } from "../dom.ts";
import { readPreference, writePreference } from "../preference.ts";
import type { Session } from "../session/session.ts";
import { type Heard, score } from "../sound/score.ts";
import { Speaker } from "../sound/speaker.ts";
import { strings } from "../strings.ts";
import { onPaint } from "./commands.ts";
import { icon } from "./icons.ts";
import { fillSlider } from "./slider.ts";

const words = strings.sound;

export interface Sound {
  /** Switches the sound on and off. */
  readonly button: HTMLElement;
  /** What the sounds mean, and how loud they are. */
  readonly settings: HTMLElement;
}

/** The run as sound, off until somebody wants it. */
export function createSound(session: Session): Sound {
  let on = readPreference("sound") === "on";
  let speaker: Speaker | undefined;
  const volume = el("input", {
    id: "volume",
    class: "slider",
    type: "range",
    min: 0,
    max: 100,
    value: readPreference("volume") ?? "60",
  });
  const adjust = () => {
    setAttributes(volume, { "aria-valuetext": `${volume.value} %` });
    fillSlider(volume);
    if (speaker) speaker.volume = volume.valueAsNumber / 100;
  };
  volume.addEventListener("input", () => {
    writePreference("volume", volume.value);
    adjust();
  });
  // A browser lets a page sound only after somebody has done something on it.
  const listen = () => {
    if (!speaker && navigator.userActivation.hasBeenActive) {
      speaker = new Speaker(new AudioContext());
      adjust();
    }
    return speaker;
  };
  let before: Heard | undefined;
  onPaint(session, ({ playing, playheadMs, queued, rejected, failed, completed }) => {
    const now = { playing, playheadMs, queued, rejected, failed, completed };
    if (on) listen()?.play(score(before, now));
    before = now;
  });
  const toggle = button({ class: "btn icon", "aria-label": words.button }, [], () => {
    on = !on;
    writePreference("sound", on ? "on" : "off");
    if (!on) speaker?.play({ pitch: 0, notes: [] });
    show();
  });
  const show = () => {
    setAttributes(toggle, { "aria-pressed": String(on), title: on ? words.on : words.off });
    toggle.replaceChildren(icon(on ? "loud" : "mute"));
  };
  show();
  adjust();
  return { button: toggle, settings: settings(volume) };
}

function settings(volume: HTMLElement): HTMLElement {
  return el(
    "section",
    { class: "sound-settings" },
    el("h3", {}, words.title),
    el("p", {}, words.meaning),
    el("div", { class: "volume" }, el("label", { for: "volume" }, words.volume), volume),
  );
}
