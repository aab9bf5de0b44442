import { strings } from "../strings.ts";
import type { EmbedAddress } from "./address.ts";
import type { Beside, KnobValue, LinkOptions } from "./api.ts";
import { formatBeside } from "./besidetext.ts";
import type { Loaded, Session } from "./session.ts";

/** Parameters of an embed, which stay as they are. */
const embedNames = ["embed", "controls", "origin"];

/** The query of what is loaded; what is at its default is left out. */
function sceneParams({ id, variant, seed, scene, program }: Loaded, knobs: Loaded["knobs"]): URLSearchParams {
  if (program) return new URLSearchParams(); // its file is not to be found under any address
  const params = new URLSearchParams({ scene: id });
  if (variant !== scene?.variants[0]) params.set("variant", variant);
  params.set("seed", String(seed));
  const set = (id: string, value: KnobValue | undefined, standard: KnobValue) => {
    if (value !== undefined && value !== standard) params.set(`knob.${id}`, String(value));
  };
  for (const knob of scene?.knobs ?? []) set(knob.id, knobs[knob.id], knob.default);
  return params;
}

function addBeside(params: URLSearchParams, { beside }: Session): void {
  for (const other of beside) params.append("beside", formatBeside(other));
}

/** The address of what is loaded and how it is shown. A theme is only named where it was before: browsers remember it. */
export function formatAddress(session: Session, loaded: Loaded, href: string): string {
  const url = new URL(href);
  const params = sceneParams(loaded, loaded.knobs);
  addBeside(params, session);
  addView(params, session);
  if (url.searchParams.has("theme")) params.set("theme", session.theme);
  for (const name of embedNames) {
    const value = url.searchParams.get(name);
    if (value !== null) params.set(name, value);
  }
  if (session.presenting) params.set("present", "1");
  url.search = params.toString();
  url.hash = "";
  return url.href;
}

function addView(params: URLSearchParams, { core, tab }: Session): void {
  const { speed } = core.stats();
  if (speed !== 1) params.set("speed", String(speed));
  if (tab !== "lesson") params.set("tab", tab);
}

/**
 * The link to the running scene with everything that was done to it. With
 * moment it leads to where the playhead is, and waits there; without, the run
 * plays from its start. Throws when the run is too long for a link.
 *
 * It leads to the scene's own page, of which other sites show title and
 * picture. The run is in the fragment, which no server sees, so none finds it too long.
 */
export function formatLink(
  session: Session,
  { moment = true, run: whole = true }: LinkOptions,
  embed?: EmbedAddress,
): string {
  const { loaded, theme } = session;
  if (!loaded) throw new Error(strings.api.notRunning);
  if (loaded.program) throw new Error(strings.program.noLink);
  const { run, problem, inputs, atMs, knobs } = session.core.script(0);
  const params = sceneParams(loaded, knobs);
  const ownPage = !embed && SCENE_PAGES.includes(loaded.id);
  const url = new URL(ownPage ? `./scene/${loaded.id}.html` : "./", location.href);
  if (ownPage) params.delete("scene");
  session.beside.forEach((other, i) => {
    const { knobs } = session.core.script(i + 1);
    params.append("beside", formatBeside({ ...other, knobs: ownKnobs(other.knobs, knobs) }));
  });
  addView(params, session);
  if (moment && whole) params.set("at", String(atMs));
  if (theme !== "system") params.set("theme", theme);
  if (embed) {
    params.delete("tab");
    params.set("embed", "1");
    params.set("controls", embed.controls);
  }
  url.search = params.toString();
  if (!whole || (inputs === 0 && !moment)) return url.href;
  if (problem) throw new Error(problem);
  const runs = new URLSearchParams({ run });
  session.beside.forEach((_, i) => {
    const other = session.core.script(i + 1);
    if (other.problem) throw new Error(other.problem);
    runs.set(`run${i + 1}`, other.run);
  });
  url.hash = runs.toString();
  return url.href;
}

/** The knobs that a scene beside another one has of its own, as they stood at the start. */
function ownKnobs(own: Beside["knobs"], first: Loaded["knobs"]): NonNullable<Beside["knobs"]> {
  return Object.fromEntries(
    Object.keys(own ?? {}).flatMap((id) => (first[id] === undefined ? [] : [[id, first[id]]])),
  );
}
