import { expect, stats, test } from "./page.ts";
import { plainHost } from "./plainhost.ts";

test.use({ serviceWorkers: "allow" });

test("after one visit the page, its scenes and the gallery open without a network", async ({
  page,
  context,
}) => {
  const { origin, close } = await plainHost("/some/where/");
  const home = `${origin}/some/where/`;
  await page.goto(home);
  await page.evaluate(() => window.sluice.ready);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(async () => {
    const { active } = await navigator.serviceWorker.ready;
    return active?.state === "activated";
  });
  const kept = await page.evaluate(async () => {
    const caches = await Promise.all((await window.caches.keys()).map((name) => window.caches.open(name)));
    const requests = (await Promise.all(caches.map((cache) => cache.keys()))).flat();
    return requests.map(({ url }) => url.slice(url.lastIndexOf("/") + 1));
  });
  expect(kept.filter((name) => /^sluice-|brotli/.test(name)).toSorted()).toEqual([
    expect.stringMatching(/^brotli\w+-\w{8}\.wasm$/),
    expect.stringMatching(/^sluice-\w{8}\.bin$/),
  ]);
  expect(kept.filter((name) => /\.(br|gz)$/.test(name))).toEqual([]);
  close();
  await context.setOffline(true);

  await page.goto(`${home}scene/pipeline.html?seed=8`);
  await page.evaluate(() => window.sluice.ready);
  await page.evaluate(() => window.sluice.run(500));
  expect(await page.evaluate(() => window.sluice.stats())).toMatchObject({ scene: "pipeline", seed: 8 });
  await page.getByRole("tab", { name: "Code" }).click();
  await expect(page.locator(".cm-line").first()).toBeVisible();
  await page.goto(`${home}gallery.html`);
  const picture = page.locator(".card img:visible").first();
  await expect
    .poll(() => picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth))
    .toBeGreaterThan(300);
});

test("a new version is fetched whole, offered until the visitor takes it, and never mixed with the old one, in two tabs", async ({
  page,
  context,
}) => {
  let version = "first";
  const { origin, close } = await plainHost("/", (name, content) =>
    name === "sw.js" ? String(content).replace(/"[0-9A-F]{8}"(?=[,;])/, `"${version}"`) : content,
  );
  const kept = () =>
    page.evaluate(async () => (await caches.keys()).map((name) => name.split(" ").at(-1)).toSorted());
  const offer = page.getByText("A new version of Sluice is ready.");
  const deploy = async (next: string) => {
    version = next;
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    await expect(offer).toBeVisible();
  };
  await page.goto(origin);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.reload();
  await page.evaluate(() => window.sluice.ready);
  expect(await kept()).toEqual(["first"]);
  await expect(offer).toBeHidden();

  await deploy("second");
  expect(await kept()).toEqual(["first", "second"]);
  const take = async () => {
    const reloaded = page.waitForEvent("load");
    await page.getByRole("button", { name: "Reload", exact: true }).click();
    await reloaded;
    await page.evaluate(() => window.sluice.ready);
  };
  await take();
  expect(await kept()).toEqual(["second"]);

  const other = await context.newPage();
  await other.goto(`${origin}?scene=pipeline&seed=8`);
  await other.evaluate(() => window.sluice.ready);
  await other.evaluate(() => window.sluice.run(3000));
  const run = await stats(other);
  await page.getByRole("button", { name: "Theme: system" }).click();
  await page.evaluate(() => window.sluice.run(3000));
  expect((await stats(page)).scene).toBe("composite");

  await deploy("third");
  await page.reload();
  await expect(offer).toBeVisible();
  expect(await kept()).toEqual(["second", "third"]);
  await take();
  expect(await kept()).toEqual(["third"]);
  await expect(offer).toBeHidden();
  const { scene, seed, logHash, nowMs } = run;
  expect(await stats(other)).toMatchObject({ scene, seed, logHash, nowMs });
  await expect(other.getByRole("button", { name: "Theme: system" })).toBeVisible();
  const reloaded = other.waitForEvent("load");
  await other.getByRole("button", { name: "Reload", exact: true }).click();
  await reloaded;
  await other.evaluate(() => window.sluice.ready);
  expect(await stats(other)).toMatchObject({ scene, seed });
  close();
});

test("a service worker that has lost a part of its version leaves the page to the network", async ({
  page,
}) => {
  let deployed = false;
  const { origin, close } = await plainHost("/", (name, content) =>
    deployed && name === "index.html"
      ? String(content).replace("<title>", '<meta name="from" content="network"><title>')
      : content,
  );
  await page.goto(origin);
  await page.evaluate(() => navigator.serviceWorker.ready);
  const loaded = async () => {
    await page.evaluate(() => window.sluice.ready);
    return page.evaluate(() => document.querySelector("meta[name=from]") !== null);
  };
  deployed = true;
  await page.reload();
  expect(await loaded()).toBe(false);
  await page.evaluate(async () => {
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const { url } of await cache.keys()) if (/page-.*\.js/.test(url)) await cache.delete(url);
    }
  });
  await page.reload();
  expect(await loaded()).toBe(true);
  close();
});
