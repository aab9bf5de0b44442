import { strings } from "../strings.ts";
import type { EmbedAddress } from "./address.ts";
import type { KnobValue, LinkOptions } from "./api.ts";
import type { Loaded, Session } from "./session.ts";

/** Parameters that are the page's and not the scene's. */
const pageNames = ["theme", "tab", "embed", "controls", "origin"];

/** The query of what is loaded; what is at its default is left out. */
function sceneParams({ id, variant, seed, scene }: Loaded, knobs: Loaded["knobs"]): URLSearchParams {
  const params = new URLSearchParams({ scene: id });
  if (variant !== scene?.variants[0]) params.set("variant", variant);
  params.set("seed", String(seed));
  const set = (id: string, value: KnobValue | undefined, standard: KnobValue) => {
    if (value !== undefined && value !== standard) params.set(`knob.${id}`, String(value));
  };
  for (const knob of scene?.knobs ?? []) set(knob.id, knobs[knob.id], knob.default);
  return params;
}

/** The address of what is loaded, as it stands; what the page itself was told stays. */
export function formatAddress(loaded: Loaded, href: string): string {
  const url = new URL(href);
  const params = sceneParams(loaded, loaded.knobs);
  for (const name of pageNames) {
    const value = url.searchParams.get(name);
    if (value !== null) params.set(name, value);
  }
  url.search = params.toString();
  url.hash = "";
  return url.href;
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
  const { loaded, theme, tab } = session;
  if (!loaded) throw new Error(strings.api.notRunning);
  const { run, problem, inputs, atMs, knobs } = session.core.script();
  const params = sceneParams(loaded, knobs);
  const ownPage = !embed && SCENE_PAGES.includes(loaded.id);
  const url = new URL(ownPage ? `./scene/${loaded.id}.html` : "./", location.href);
  if (ownPage) params.delete("scene");
  const { speed } = session.core.stats();
  if (speed !== 1) params.set("speed", String(speed));
  if (moment && whole) params.set("at", String(atMs));
  if (theme !== "system") params.set("theme", theme);
  if (tab !== "lesson" && !embed) params.set("tab", tab);
  if (embed) {
    params.set("embed", "1");
    params.set("controls", embed.controls);
  }
  url.search = params.toString();
  if (!whole || (inputs === 0 && !moment)) return url.href;
  if (problem) throw new Error(problem);
  url.hash = `run=${run}`;
  return url.href;
}
