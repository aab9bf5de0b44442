import { EventEmitter, once } from "node:events";
import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import { expect, test } from "./page.ts";
import { plainHost } from "./plainhost.ts";

const scenes = JSON.parse(
  readFileSync(fileURLToPath(new URL("../gallery/scenes.json", import.meta.url)), "utf8"),
) as { id: string; title: string; summary: string }[];
test("runs from a plain static host under a sub-path, asking no other host", async ({ page }) => {
  const prefix = "/some/where/";
  const { origin, close } = await plainHost(prefix);
  const elsewhere: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(origin + prefix) && !request.url().startsWith("data:")) {
      elsewhere.push(request.url());
    }
  });
  await page.goto(`${origin + prefix}scene/pipeline.html?seed=8`);
  await page.evaluate(() => window.sluice.ready);
  expect(await page.evaluate(() => window.sluice.stats())).toMatchObject({ scene: "pipeline", seed: 8 });
  expect(page.url()).toBe(`${origin + prefix}?scene=pipeline&seed=8`);
  expect(elsewhere).toEqual([]);
  await page.close();
  close();
});

test("each scene has a page that other sites can introduce", async ({ request }) => {
  for (const { id, title, summary } of scenes) {
    const page = await (await request.get(`${process.env.SLUICE_URL}scene/${id}.html`)).text();
    const tag = (name: string) => new RegExp(`="${name}" content="([^"]*)"`).exec(page)?.[1];
    expect(tag("og:title")).toBe(`${title} · Sluice`);
    expect(tag("og:description")?.replaceAll("&quot;", '"')).toBe(summary);
    expect((await request.get(`${process.env.SLUICE_URL}${tag("og:image")}`)).headers()["content-type"]).toBe(
      "image/jpeg",
    );
  }
});

test("the canvas page alone is an embed with the same interface and keys", async ({ page }) => {
  await page.goto(new URL("canvas.html?seed=5", process.env.SLUICE_URL).href);
  await page.evaluate(() => window.sluice.ready);
  expect(await page.evaluate(() => window.sluice.stats().seed)).toBe(5);
  await page.keyboard.press("Space");
  await expect.poll(() => page.evaluate(() => window.sluice.stats().playing)).toBe(false);
});

test("a slow download shows its bytes, one that breaks says how far it came, and another try is a whole one", async ({
  page,
  complaints,
}) => {
  const asked = new EventEmitter();
  const answer = once(asked, "program");
  const { origin, close } = await plainHost("/", undefined, (name, response, whole) => {
    if (!/sluice-.*\.bin$/.test(name)) return false;
    return asked.emit("program", response, whole); // false once nobody listens
  });
  await page.goto(`${origin}/canvas.html`);
  const bar = page.getByRole("progressbar");
  await expect(page.getByText("Connecting…")).toBeVisible();
  const [response, whole] = (await answer) as [ServerResponse, Buffer];
  response.writeHead(200, { "Content-Length": whole.length });
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(2);
  let sent = 0;
  for (const part of [0.2, 0.5, 0.7]) {
    const until = Math.floor(part * whole.length);
    response.write(whole.subarray(sent, until));
    sent = until;
    await expect(page.getByText(`${megabytes(sent)} MB of ${megabytes(whole.length)} MB`)).toBeVisible();
    expect(await bar.evaluate((bar: HTMLProgressElement) => bar.value)).toBeCloseTo(part, 3);
  }
  response.destroy();
  await expect(page.getByRole("alert")).toContainText(
    `The download broke off after ${megabytes(sent)} MB of ${megabytes(whole.length)} MB. Check the connection`,
  );
  await page.getByRole("button", { name: "Try again" }).click();
  await page.evaluate(() => window.sluice.ready);
  await expect(bar).toBeHidden();
  complaints.length = 0; // the browser's own, of a connection that broke
  await page.close();
  close();
});
