import type { Page } from "@playwright/test";
import type { Scene, Sluice } from "../src/session/api.ts";
import type { Dice } from "./dice.ts";

/** Something that somebody does to the page. */
type Act = (page: Page, dice: Dice) => Promise<unknown>;

/** Calls the interface with the scene that is loaded, and lets a frame pass. What it refuses with a reason is no fault. */
function call<Arg>(
  page: Page,
  arg: Arg,
  call: (sluice: Sluice, arg: Arg, scene: Scene | undefined) => unknown,
) {
  return page.evaluate(
    async ([source, arg]) => {
      const { sluice } = window;
      const scene = sluice.scenes().find(({ id }) => id === sluice.stats().scene);
      try {
        await new Function("sluice", "arg", "scene", `return (${source})(sluice, arg, scene)`)(
          sluice,
          arg,
          scene,
        );
      } catch (error) {
        if (!(error instanceof Error) || error.name !== "Error") throw error;
      }
      await new Promise(requestAnimationFrame);
    },
    [call.toString(), arg] as const,
  );
}

const rolls = (dice: Dice) => [dice.roll(), dice.roll(), dice.roll()] as const;

/** Does something to the clock. */
const time: Act = (page, dice) =>
  call(page, rolls(dice), (sluice, [kind, a]) => {
    const { nowMs } = sluice.stats();
    if (kind < 0.2) sluice.play();
    else if (kind < 0.3) sluice.pause();
    else if (kind < 0.4) sluice.speed(10 ** (3 * a - 1.5));
    else if (kind < 0.6) sluice.seek(a * nowMs);
    else if (kind < 0.7) sluice.step(Math.round(200 * (a - 0.5)));
    else if (kind < 0.8) sluice.mark(a < 0.5);
    else return sluice.run(3000 * a);
  });

/** Does something to the scene, often in its past, so that another future begins. */
const scene: Act = (page, dice) =>
  call(page, rolls(dice), (sluice, [kind, a, b], scene) => {
    const knob = scene?.knobs[Math.floor(a * scene.knobs.length)];
    const action = scene?.actions[Math.floor(a * scene.actions.length)];
    const { nowMs } = sluice.stats();
    if (b < 0.2) sluice.seek(b * 5 * nowMs);
    if (kind < 0.4) sluice.inject(Math.ceil(a ** 3 * 500));
    else if (kind < 0.7 && knob) {
      const options = knob.options.map(({ value }) => value);
      const steps = Math.floor((knob.max - knob.min) / (knob.step || 1));
      sluice.set(
        knob.id,
        options[Math.floor(b * options.length)] ?? knob.min + knob.step * Math.round(b * steps),
      );
    } else if (kind < 0.9 && action) sluice.act(action.id);
    else if (sluice.branches().length > 0) sluice.branch(Math.floor(a * sluice.branches().length));
  });

/** Goes to another scene, or puts one beside. */
const elsewhere: Act = (page, dice) =>
  call(page, rolls(dice), (sluice, [kind, a, b]) => {
    const scenes = sluice.scenes();
    const other = scenes[Math.floor(a * scenes.length)];
    const variant = other?.variants[Math.floor(b * other.variants.length)] ?? "";
    if (!other) return;
    if (kind < 0.7) sluice.load(other.id, { variant, seed: Math.floor(1000 * b) });
    else if (kind < 0.9) sluice.compare({ scene: other.id, variant });
    else sluice.compare();
  });

/** Takes the run out of the page and into it again, or makes a link of it and follows that. */
const share: Act = (page, dice) =>
  call(page, rolls(dice), (sluice, [kind]) => {
    if (kind < 0.5) sluice.import(sluice.export());
    else location.hash = new URL(sluice.link()).hash;
  });

const click: Act = async (page, dice) => {
  const place = await page.locator("iframe").boundingBox();
  if (place)
    await page.mouse.click(place.x + place.width * dice.roll(), place.y + place.height * dice.roll());
};

const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
  { width: 390, height: 844 },
  { width: 320, height: 500 },
];

const look: Act = async (page, dice) => {
  const kind = dice.roll();
  if (kind < 0.5)
    await page
      .locator("[role=tab]")
      .nth(dice.below(7))
      .evaluate((tab: HTMLElement) => tab.click());
  else if (kind < 0.7) await page.setViewportSize(dice.one(sizes));
  else if (kind < 0.8)
    await page.emulateMedia({
      colorScheme: dice.one(["dark", "light"]),
      reducedMotion: dice.one(["reduce", "no-preference"]),
    });
  else if (kind < 0.9)
    await page.getByRole("button", { name: /^Theme:/ }).evaluate((button: HTMLElement) => button.click());
  else
    await page.keyboard.press(
      dice.one(["Tab", "1", "2", "Space", ".", "[", "]", "r", "ArrowLeft", "ArrowRight"]),
    );
};

/** Opens a dialog or the presentation, and leaves it. */
async function open(page: Page, key: string): Promise<void> {
  await page.locator("body").press(key);
  await page.evaluate(() => new Promise(requestAnimationFrame));
  await page.keyboard.press("Escape");
}

const keys = ["s", "?", "p"];

const detour: Act = (page, dice) => open(page, dice.one(keys));

/** Takes the graphics context away, so that another program takes over. */
const again: Act = (page) =>
  page.evaluate(async () => {
    const frame = document.querySelector("iframe");
    const reloaded = new Promise((resolve) => frame?.addEventListener("load", resolve, { once: true }));
    const context = frame?.contentDocument?.querySelector("canvas")?.getContext("webgl2");
    context?.getExtension("WEBGL_lose_context")?.loseContext();
    await reloaded;
    await window.sluice.ready;
  });

/** Opens everything once: what a page makes when it is first asked for is no leak. */
export async function openAll(page: Page): Promise<void> {
  for (const key of keys) await open(page, key);
  for (const tab of await page.locator("[role=tab]").all()) {
    await tab.evaluate((tab: HTMLElement) => tab.click());
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
}

/** What is done, and how often, of all. */
const acts: readonly (readonly [name: string, weight: number, act: Act])[] = [
  ["time", 25, time],
  ["scene", 30, scene],
  ["elsewhere", 15, elsewhere],
  ["look", 14, look],
  ["click", 8, click],
  ["share", 4, share],
  ["detour", 3, detour],
  ["again", 2, again],
];

/** Does something at random, a new beginning only if it may, and returns its name. */
export async function doSomething(page: Page, dice: Dice, mayBeginAgain: boolean): Promise<string> {
  const list = acts.filter(([name]) => mayBeginAgain || name !== "again");
  let left = dice.roll() * list.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [name, weight, act] of list) {
    left -= weight;
    if (left >= 0) continue;
    await act(page, dice);
    return name;
  }
  return "nothing";
}
