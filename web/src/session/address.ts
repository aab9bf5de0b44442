import { strings } from "../strings.ts";
import { type ThemeChoice, themeChoices } from "../theme.ts";
import type { Knob, KnobValue, LoadOptions, Scene } from "./api.ts";
import type { Loaded, Session } from "./session.ts";

/** What a page's address asks for, still unchecked, and what in it cannot be understood. */
export interface Address {
  readonly scene: string | undefined;
  readonly variant: string | undefined;
  readonly seed: string | undefined;
  readonly theme: ThemeChoice | undefined;
  /** Whether to begin as a presentation. */
  readonly present: boolean;
  readonly knobs: ReadonlyMap<string, string>;
  readonly problems: readonly string[];
}

const knobPrefix = "knob.";

/** Reads ?scene= &variant= &seed= &theme= &present=1 &knob.NAME= and names every other parameter as a problem. */
export function parseAddress(search: string): Address {
  const params = new URLSearchParams(search);
  const knobs = new Map<string, string>();
  const problems: string[] = [];
  for (const [name, value] of params) {
    if (name.startsWith(knobPrefix)) knobs.set(name.slice(knobPrefix.length), value);
    else if (!["scene", "variant", "seed", "theme", "present"].includes(name))
      problems.push(strings.address.unknown(name));
  }
  const wanted = params.get("theme");
  const theme = themeChoices.find((choice) => choice === wanted);
  if (wanted !== null && !theme) problems.push(strings.address.theme(wanted));
  const present = params.get("present");
  if (present !== null && present !== "1") problems.push(strings.address.present(present));
  return {
    scene: params.get("scene") ?? undefined,
    variant: params.get("variant") ?? undefined,
    seed: params.get("seed") ?? undefined,
    theme,
    present: present === "1",
    knobs,
    problems,
  };
}

/**
 * Loads what the address asks for. What does not exist or is out of range is
 * left at its default and said in a notice, one for each.
 */
export function loadAddress(session: Session, address: Address): void {
  const scenes = session.scenes();
  const first = scenes[0];
  if (!first) throw new Error(strings.api.noScenes);
  for (const problem of address.problems) session.events.emit("notice", problem);
  const id = address.scene ?? first.id;
  const scene = scenes.find((scene) => scene.id === id);
  const { options, problems } = loadOptions(address, scene);
  try {
    session.load(id, options);
    for (const problem of problems) session.events.emit("notice", problem);
  } catch (error) {
    session.events.emit("notice", strings.address.refused((error as Error).message, first.title));
    session.load(first.id);
  }
}

/** Checks an address against a scene; an unlisted scene is left to the Go program to judge. */
function loadOptions(
  address: Address,
  scene: Scene | undefined,
): { options: LoadOptions; problems: string[] } {
  const problems: string[] = [];
  const knobs: Record<string, KnobValue> = {};
  for (const [id, text] of address.knobs) {
    const knob = scene?.knobs.find((knob) => knob.id === id);
    const value = knob && knobValue(knob, text);
    if (!knob) problems.push(strings.address.knob(id));
    else if (value === undefined) problems.push(strings.address.knobValue(knob, text));
    else knobs[id] = value;
  }
  const known = !scene || address.variant === undefined || scene.variants.includes(address.variant);
  if (!known) problems.push(strings.address.variant(address.variant ?? ""));
  const seed = address.seed === undefined ? undefined : parseSeed(address.seed);
  if (address.seed !== undefined && seed === undefined) problems.push(strings.address.seed(address.seed));
  return { options: { variant: known ? address.variant : undefined, seed, knobs }, problems };
}

/** The value of a knob written as text, or undefined if the knob cannot take it. */
function knobValue(knob: Knob, text: string): KnobValue | undefined {
  if (knob.kind === "choice") return knob.options.find((option) => String(option.value) === text)?.value;
  const value = Number(text);
  return text.trim() !== "" && value >= knob.min && value <= knob.max ? value : undefined;
}

/** A seed written as text, a whole number that a double holds exactly; undefined otherwise. */
export function parseSeed(text: string): number | undefined {
  const seed = Number(text);
  return /^\d+$/.test(text.trim()) && Number.isSafeInteger(seed) ? seed : undefined;
}

/** Keeps this window's address such that reloading it comes back to what is loaded, until signal aborts. */
export function keepAddress(session: Session, signal?: AbortSignal): void {
  const update = () => {
    if (session.loaded)
      history.replaceState(null, "", formatAddress(session.loaded, location.href, session.presenting));
  };
  session.events.on("load", update, signal);
  session.events.on("knob", update, signal);
  session.events.on("present", update, signal);
}

/** The address of what is loaded; what is at its default is left out. */
export function formatAddress(loaded: Loaded, href: string, presenting = false): string {
  const url = new URL(href);
  const theme = url.searchParams.get("theme");
  const params = new URLSearchParams({ scene: loaded.id });
  if (loaded.variant !== loaded.scene?.variants[0]) params.set("variant", loaded.variant);
  params.set("seed", String(loaded.seed));
  for (const knob of loaded.scene?.knobs ?? []) {
    const value = loaded.knobs[knob.id];
    if (value !== undefined && value !== knob.default) params.set(knobPrefix + knob.id, String(value));
  }
  if (theme !== null) params.set("theme", theme);
  if (presenting) params.set("present", "1");
  url.search = params.toString();
  return url.href;
}
