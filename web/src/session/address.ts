import { strings } from "../strings.ts";
import { type ThemeChoice, themeChoices } from "../themes.ts";
import type { Beside, KnobValue, LoadOptions, Scene } from "./api.ts";
import { parseBeside } from "./besidetext.ts";
import { knobValue, parseNumber } from "./knobtext.ts";
import type { Session } from "./session.ts";
import { type TabName, tabNames } from "./tabs.ts";
import { watchProgram } from "./watching.ts";

/** What a page's address asks for, still unchecked, and what in it cannot be understood. */
export interface Address {
  readonly scene: string | undefined;
  readonly variant: string | undefined;
  readonly seed: string | undefined;
  readonly theme: ThemeChoice | undefined;
  readonly tab: TabName | undefined;
  readonly speed: number | undefined;
  /** Where the playhead goes, in milliseconds of virtual time. */
  readonly at: number | undefined;
  /** What was done to the run, packed; see package playback. */
  readonly run: string | undefined;
  /** A recorded run beside this page, by its relative address. */
  readonly open: string | undefined;
  /** The events of a program that runs, by their relative address. */
  readonly watch: string | undefined;
  /** What stands beside the scene, as text, each with what was done to it if there is a run. */
  readonly beside: readonly { readonly text: string; readonly run: string | undefined }[];
  readonly embed: EmbedAddress | undefined;
  /** Whether to begin as a presentation. */
  readonly present: boolean;
  readonly knobs: ReadonlyMap<string, string>;
  readonly problems: readonly string[];
}

/** How a page inside of another one looks, and whom it listens to. */
export interface EmbedAddress {
  readonly controls: EmbedControls;
  /** The origin of the page around this one, which may then send it messages. */
  readonly origin: string | undefined;
}

export const embedControls = ["none", "transport", "all"] as const;
export type EmbedControls = (typeof embedControls)[number];

const knobPrefix = "knob.";
const names = [
  ...["scene", "variant", "seed", "theme", "tab", "speed", "at", "run"],
  ...["open", "watch", "present", "beside", "run1", "run2", "embed", "controls", "origin"],
];

/** Reads the parameters of a query and of a fragment alike, and names every one that it does not know as a problem. */
export function parseAddress({ search, hash }: Pick<Location, "search" | "hash">): Address {
  const params = new URLSearchParams([...new URLSearchParams(search), ...new URLSearchParams(hash.slice(1))]);
  const knobs = new Map<string, string>();
  const problems: string[] = [];
  for (const [name, value] of params) {
    if (name.startsWith(knobPrefix)) knobs.set(name.slice(knobPrefix.length), value);
    else if (!names.includes(name)) problems.push(strings.address.unknown(name));
  }
  /** A parameter's value as read understands it; where it does not, that is a problem. */
  const read = <Value>(name: string, read: (text: string) => Value | undefined, problem: string) => {
    const text = params.get(name);
    const value = text === null ? undefined : read(text);
    if (text !== null && value === undefined) problems.push(strings.address.bad(name, text, problem));
    return value;
  };
  const { kinds } = strings.address;
  const embed = read("embed", oneOf(["1", "0"]), kinds.embed) === "1";
  const controls = read("controls", oneOf(embedControls), kinds.controls) ?? "none";
  const origin = read("origin", parseOrigin, kinds.origin);
  return {
    scene: params.get("scene") ?? undefined,
    variant: params.get("variant") ?? undefined,
    seed: params.get("seed") ?? undefined,
    theme: read("theme", oneOf(themeChoices), kinds.theme),
    tab: read("tab", oneOf(tabNames), kinds.tab),
    speed: read("speed", (text) => parseNumber(text, 0.01, 1000), kinds.speed),
    at: read("at", (text) => parseNumber(text, 0, longestMs), kinds.at),
    run: params.get("run") ?? undefined,
    open: read("open", parseFile, kinds.open),
    watch: read("watch", parseFile, kinds.watch),
    beside: params
      .getAll("beside")
      .slice(0, mostBeside)
      .map((text, i) => ({ text, run: params.get(`run${i + 1}`) ?? undefined })),
    embed: embed ? { controls, origin } : undefined,
    present: read("present", oneOf(["1", "0"]), kinds.present) === "1",
    knobs,
    problems,
  };
}

/** As many scenes as can stand beside another one. */
export const mostBeside = 2;

/** The longest run to a moment that an address may ask for: a day of virtual time. */
const longestMs = 24 * 60 * 60 * 1000;

function oneOf<Choice extends string>(choices: readonly Choice[]): (text: string) => Choice | undefined {
  return (text) => choices.find((choice) => choice === text);
}

/** A file of this page's own origin, by a relative address: a page asks no other host for anything. */
function parseFile(text: string): string | undefined {
  const here = "https://page.invalid/";
  return URL.canParse(text, here) && new URL(text, here).href.startsWith(here) ? text : undefined;
}

function parseOrigin(text: string): string | undefined {
  return URL.canParse(text) && new URL(text).origin === text ? text : undefined;
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
  if (address.watch !== undefined) {
    watchProgram(session, new URL(address.watch, document.baseURI));
    return;
  }
  if (address.open !== undefined) {
    void openFile(session, address.open, address, first);
    return;
  }
  const id = address.scene ?? first.id;
  const scene = scenes.find((scene) => scene.id === id);
  const { options, problems } = loadOptions(address, scene);
  const beside = address.beside.flatMap(({ text, run }) => {
    const parsed = parseBeside(text, scenes);
    if (!parsed) problems.push(strings.address.beside(text));
    return parsed ? [{ ...parsed, run }] : [];
  });
  try {
    open(session, address, id, options, beside);
    for (const problem of problems) session.events.emit("notice", problem);
  } catch (error) {
    session.events.emit("notice", strings.address.refused((error as Error).message, first.title));
    session.load(first.id);
  }
  if (address.speed !== undefined) session.speed(address.speed);
}

/** Shows a run that is served beside the page; the first scene if that fails. */
async function openFile(session: Session, file: string, { speed, at }: Address, first: Scene): Promise<void> {
  try {
    const response = await fetch(new URL(file, document.baseURI));
    if (!response.ok) throw new Error(strings.program.notServed(response.status));
    await session.open(new Uint8Array(await response.arrayBuffer()), true);
    if (at !== undefined) session.seek(at);
    else session.play();
  } catch (error) {
    session.load(first.id);
    session.events.emit("notice", strings.address.refused((error as Error).message, first.title));
  }
  if (speed !== undefined) session.speed(speed);
}

/** Loads a scene, and takes it to the moment that the address tells; a run that is damaged is left out. */
function open(
  session: Session,
  { run, at }: Address,
  id: string,
  options: LoadOptions,
  beside: readonly (Beside & { readonly run: string | undefined })[],
): void {
  const plain = beside.map(({ scene, variant, knobs }) => ({ scene, variant, knobs }));
  if (run === undefined) {
    session.load(id, options, at !== undefined, plain);
    if (at) session.run(at).catch((error: Error) => session.events.emit("notice", error.message));
    else if (at === 0) session.pause();
    return;
  }
  try {
    session.replay(
      id,
      options,
      run,
      at,
      plain,
      beside.map(({ run }) => run ?? ""),
    );
  } catch (error) {
    session.load(id, options, false, plain);
    session.events.emit("notice", strings.address.run((error as Error).message));
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

/** A seed written as text, a whole number that a double holds exactly; undefined otherwise. */
export function parseSeed(text: string): number | undefined {
  const seed = Number(text);
  return /^\d+$/.test(text.trim()) && Number.isSafeInteger(seed) ? seed : undefined;
}
