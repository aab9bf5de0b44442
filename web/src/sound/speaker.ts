import type { Note, Score } from "./score.ts";

/** How each note sounds: its wave, its pitch in hertz, its length in seconds and how loud it is. */
const timbres: Readonly<Record<Note["kind"], readonly [OscillatorType, number, number, number]>> = {
  refusal: ["square", 1500, 0.014, 0.1],
  failure: ["sine", 105, 0.14, 0.5],
  completion: ["sine", 2100, 0.03, 0.04],
};

/** How loud the tone is. */
const toneGain = 0.12;

/** A tone that is not renewed fades after this many seconds, so none outlives its run. */
const tail = 0.3;

/** Plays scores. */
export class Speaker {
  readonly #context: AudioContext;
  readonly #volume: GainNode;
  readonly #tone: OscillatorNode;
  readonly #toneGain: GainNode;

  constructor(context: AudioContext) {
    this.#context = context;
    this.#volume = new GainNode(context, { gain: 0 });
    this.#toneGain = new GainNode(context, { gain: 0 });
    this.#tone = new OscillatorNode(context, { type: "triangle" });
    this.#tone.connect(this.#toneGain).connect(this.#volume).connect(context.destination);
    this.#tone.start();
  }

  /** Sets how loud everything is, from 0 to 1. */
  set volume(share: number) {
    this.#volume.gain.setTargetAtTime(share * share, this.#context.currentTime, 0.02);
  }

  play({ pitch, notes }: Score): void {
    const now = this.#context.currentTime;
    const gain = this.#toneGain.gain;
    gain.cancelScheduledValues(now);
    if (pitch > 0) {
      this.#tone.frequency.setTargetAtTime(pitch, now, 0.04);
      gain.setTargetAtTime(toneGain, now, 0.05);
      gain.setTargetAtTime(0, now + tail, 0.08);
    } else {
      gain.setTargetAtTime(0, now, 0.04);
    }
    for (const { kind, after } of notes) this.#strike(timbres[kind], now + after);
  }

  #strike(
    [type, frequency, seconds, loudness]: readonly [OscillatorType, number, number, number],
    at: number,
  ): void {
    const gain = new GainNode(this.#context, { gain: 0 });
    gain.gain.setValueAtTime(loudness, at);
    gain.gain.exponentialRampToValueAtTime(0.001, at + seconds);
    const wave = new OscillatorNode(this.#context, { type, frequency });
    wave.connect(gain).connect(this.#volume);
    wave.onended = () => gain.disconnect();
    wave.start(at);
    wave.stop(at + seconds);
  }
}
