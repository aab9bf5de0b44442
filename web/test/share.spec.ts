import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Download, Frame, Page } from "@playwright/test";
import type { Stats } from "../src/session/api.ts";
import { address, expect, open, stats, test } from "./page.ts";

/** Opens a link in a browser that knows nothing of the page that made it, and waits until it has arrived. */
async function visit(page: Page, link: string): Promise<void> {
  await page.goto("about:blank"); // so that another fragment is another page
  await page.goto(link);
  await page.evaluate(() => window.sluice.ready);
}

test("a link leads somebody else to the same run, at the same moment", async ({
  running: page,
  page: other,
}) => {
  const sent = await page.evaluate(async () => {
    const { sluice } = window;
    sluice.load("composite", { variant: "in-worker", seed: 9, knobs: { workers: 3, jitter: "equal" } });
    sluice.speed(2);
    await sluice.run(1500);
    sluice.inject(40);
    await sluice.run(700);
    sluice.set("failure", 70);
    await sluice.run(3000);
    sluice.seek(1800);
    sluice.step(3);
    return {
      link: sluice.link(),
      start: sluice.link({ moment: false }),
      stats: sluice.stats(),
      world: sluice.world(),
    };
  });
  await visit(other, sent.link);
  const { scene, variant, seed, logHash, nowMs, playheadMs, events, speed, offered } = sent.stats;
  expect(await stats(other)).toMatchObject({
    ...{ scene, variant, seed, logHash, nowMs, playheadMs, events, speed, offered },
    playing: false,
  });
  expect(await other.evaluate(() => window.sluice.world())).toEqual(sent.world);
  await expect(other.locator(".notice")).toHaveCount(0);
  expect(other.url()).toBe(sent.link.replace("scene/composite.html?", "?scene=composite&"));
  await other.getByRole("tab", { name: "Knobs" }).click();
  await expect(other.getByRole("spinbutton", { name: "Workers" })).toHaveValue("3");
  await expect(other.getByRole("slider", { name: "Failure rate" })).toHaveAttribute("aria-valuetext", "12 %");

  await visit(other, sent.start);
  expect(await stats(other)).toMatchObject({ logHash, playing: true });
});

test("a link that cannot be followed says why, and the scene runs", async ({ running: page }) => {
  const run = await page.evaluate(async () => {
    window.sluice.inject(5);
    await window.sluice.run(500);
    return new URLSearchParams(new URL(window.sluice.link()).hash.slice(1)).get("run") ?? "";
  });
  const query = page.url();
  for (const [fragment, reason] of [
    [
      `run=${run.slice(0, -5)}`,
      /The run in the address \(its parameter “run”\) cannot be shown: it is damaged/,
    ],
    [`run=2${run.slice(1)}`, /it is of another version of Sluice: reload/],
    [`run=${run}${"A".repeat(9000)}`, /the run is too long for a link/],
    [`run=${run}&at=soon`, /The address asks for at “soon”. It is a number of milliseconds/],
    [`run=${run}&colour=red`, /unknown parameter “colour”/],
    ["at=-1", /The address asks for at “-1”/],
    [`run=${run}&knob.arrival=1`, /The run of this link went another way here/],
  ] as const) {
    await page.evaluate((fragment) => {
      location.hash = fragment;
    }, fragment);
    await expect(page.locator(".notice").filter({ hasText: reason })).toHaveCount(1);
    expect(await stats(page)).toMatchObject({ scene: "composite" });
  }
  await page.evaluate(() => {
    location.hash = "at=1234.5"; // a moment needs no run
  });
  await expect.poll(async () => (await stats(page)).playheadMs).toBe(1234.5);
  expect(await stats(page)).toMatchObject({ playing: false });
  await page.evaluate((query) => history.replaceState(null, "", query), query);
});

test("Back and Forward go through the scenes and variants that were shown", async ({ page }) => {
  await open(page, "?scene=fan-out&seed=3&tab=knobs&theme=light");
  await expect(page.getByRole("tab", { name: "Knobs" })).toHaveAttribute("aria-selected", "true");
  await page.getByRole("tab", { name: "Output" }).click();
  await page.evaluate(() => window.sluice.speed(4));
  await expect(page).toHaveURL(address("?scene=fan-out&seed=3&speed=4&tab=output&theme=light"));
  await page.evaluate(() => {
    window.sluice.set("workers", 5);
    window.sluice.load("pipeline", { seed: 4 });
    window.sluice.load("pipeline", { seed: 5 });
  });
  const variant = page.getByRole("group", { name: "Variant" }).getByRole("radio").nth(1);
  await variant.check({ force: true });
  const shown = async () => {
    const { scene, variant, seed } = await stats(page);
    return `${scene} ${variant} ${seed}`;
  };
  const last = await shown();
  await page.goBack();
  await expect
    .poll(shown)
    .toBe(
      `pipeline ${await page.evaluate(() => window.sluice.scenes().find(({ id }) => id === "pipeline")?.variants[0])} 5`,
    );
  await page.goBack();
  await expect.poll(shown).toMatch(/^fan-out \S+ 3$/);
  expect(page.url()).toBe(address("?scene=fan-out&seed=3&knob.workers=5&speed=4&tab=output&theme=light"));
  await page.goForward();
  await page.goForward();
  await expect.poll(shown).toBe(last);
});

const bytes = async (download: Download) => readFileSync(await download.path());

test("the dialog hands out the link, the snippet, the run, a picture and a video", async ({
  running: page,
}) => {
  await page.evaluate(async () => {
    window.sluice.load("composite", { seed: 21 });
    await window.sluice.run(2000);
    window.sluice.inject(9);
    await window.sluice.run(1000);
    window.sluice.seek(2500);
  });
  const dialog = page.getByRole("dialog", { name: "Share this run" });
  await page.keyboard.press("s");
  const link = dialog.getByRole("textbox", { name: "Link" });
  await expect(link).toHaveValue(await page.evaluate(() => window.sluice.link()));
  await dialog.getByRole("checkbox", { name: /Open at this moment \(2\.500 s\)/ }).uncheck();
  await expect(link).toHaveValue(await page.evaluate(() => window.sluice.link({ moment: false })));
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await dialog.getByRole("button", { name: "Copy: Link" }).click();
  await expect(dialog.getByText("Copied").first()).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await link.inputValue());

  const snippet = dialog.getByRole("textbox", { name: "HTML snippet" });
  await dialog.getByRole("combobox", { name: "Size" }).selectOption("640 × 400");
  await dialog.getByRole("combobox", { name: "Controls" }).selectOption("all");
  await expect(snippet).toHaveValue(
    /^<iframe src="[^"]*embed=1&amp;controls=all#run=1\.[^"]*" width="640" height="400"/,
  );

  const downloaded = async (name: string) => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name }).click(),
    ]);
    return download;
  };
  const run = await downloaded("Export the run");
  expect(run.suggestedFilename()).toBe("sluice-composite-seed-21.sluice");
  const exported = await page.evaluate(() => [...window.sluice.export()]);
  expect([...(await bytes(run))]).toEqual(exported);

  const picture = await bytes(await downloaded("Save a picture"));
  const colours = await page.evaluate(async (base64) => {
    const png = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const image = await createImageBitmap(new Blob([png]));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext("2d");
    context?.drawImage(image, 0, 0);
    const data = context?.getImageData(0, 0, image.width, image.height).data ?? [];
    return new Set(new Uint32Array((data as Uint8ClampedArray).buffer)).size;
  }, picture.toString("base64"));
  expect(colours).toBeGreaterThan(50);

  await dialog.getByRole("button", { name: "Record a video…" }).click();
  await expect(dialog).toBeHidden();
  await page.evaluate(() => window.sluice.play());
  await expect(page.getByText(/^Recording: [1-9]\d* s of at most 30 s$/)).toBeVisible();
  const video = await downloaded("Stop and save");
  expect(video.suggestedFilename()).toMatch(/\.webm$/);
  expect((await bytes(video)).subarray(0, 4).toString("hex")).toBe("1a45dfa3"); // EBML, as WebM begins

  await page.setViewportSize({ width: 390, height: 844 });
  await page.keyboard.press("s");
  for (const control of await dialog.locator("button:visible, input:visible, select, textarea").all()) {
    await control.scrollIntoViewIfNeeded();
    await expect(control).toBeInViewport({ ratio: 1 });
  }
  await page.keyboard.press("Escape");
  await page.setViewportSize({ width: 1440, height: 900 });
});

test("a file that is dropped on the page is opened, or refused with a reason", async ({ running: page }) => {
  const { log, logHash } = await page.evaluate(async () => {
    window.sluice.load("pipeline", { seed: 6 });
    await window.sluice.run(3000);
    return { log: [...window.sluice.export()], logHash: window.sluice.stats().logHash };
  });
  /** Drags a file over the canvas, and drops it on what is then there. */
  const drop = async (name: string, log: number[]) => {
    const transfer = await page.evaluateHandle(
      ([name, log]) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([new Uint8Array(log)], name));
        return transfer;
      },
      [name, log] as const,
    );
    await page.evaluate((dataTransfer) => {
      const inner = document.querySelector("iframe")?.contentDocument;
      inner?.body.dispatchEvent(new DragEvent("dragenter", { dataTransfer, bubbles: true }));
    }, transfer);
    await expect(page.getByText("Drop a run to open it")).toBeVisible();
    await page.locator(".drop").dispatchEvent("drop", { dataTransfer: transfer });
    await expect(page.getByText("Drop a run to open it")).toBeHidden();
  };
  await page.evaluate(() => window.sluice.load("composite"));
  await drop("class.sluice", log);
  await expect(page.locator(".notice").filter({ hasText: "The run in class.sluice is open" })).toBeVisible();
  expect(await stats(page)).toMatchObject({ scene: "pipeline", seed: 6, logHash, playheadMs: 0 });
  await drop("holiday.jpg", [0xff, 0xd8, 0xff]);
  await expect(page.locator(".notice").filter({ hasText: "holiday.jpg cannot be opened." })).toBeVisible();
  expect(await stats(page)).toMatchObject({ logHash });
});

/** A page of another origin than Sluice, which holds an embed. */
async function schoolPage(page: Page, query: string): Promise<{ embed: Frame; close: () => void }> {
  const server = createServer((_, response) => {
    const { port } = server.address() as AddressInfo;
    const src = address(query.replace("ORIGIN", `http://127.0.0.1:${port}`));
    response.setHeader("Content-Type", "text/html");
    response.end(
      `<!doctype html><title>School</title><iframe src="${src}" width="800" height="500"></iframe>`,
    );
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const embed = page.frames()[1];
  if (!embed) throw new Error("the page holds no embed");
  await embed.waitForFunction(() => window.sluice);
  await embed.evaluate(() => window.sluice.ready);
  return { embed, close: () => server.close() };
}

/** Calls the interface by a message of the page around it, and returns the answer. */
const callByMessage = (page: Page, call: string, ...args: unknown[]) =>
  page.evaluate(
    ([call, args]) =>
      new Promise<unknown>((resolve) => {
        const id = Math.random();
        window.addEventListener("message", ({ data }) => {
          if (data.id === id) resolve(data.error ?? data.result);
        });
        window.frames[0]?.postMessage({ sluice: 1, id, call, args }, "*");
      }),
    [call, args] as const,
  );

test("an embed shows the picture and its clock, obeys its host, and leads to the whole page", async ({
  page,
}) => {
  const { embed, close } = await schoolPage(page, "?scene=fan-out&embed=1&controls=transport&origin=ORIGIN");
  const call = (name: string, ...args: unknown[]) => callByMessage(page, name, ...args);
  await call("ready");
  await call("load", "fan-out", { seed: 5 });
  await call("run", 2000);
  await call("inject", 7);
  await call("run", 500);
  expect(await call("inject", 0)).toMatch(/inject takes a whole number from 1/i);
  expect(await call("fetch")).toBe("There is no call “fetch”. The README lists those that there are.");
  expect(await call("on", "steam")).toBe("There is no event “steam”. There are state, end, error, task.");
  const sent = (await call("stats")) as Stats;
  expect(sent).toMatchObject({ seed: 5, playing: false });
  expect(sent.nowMs).toBeGreaterThanOrEqual(2500);
  await page.evaluate(() => {
    window.addEventListener("message", ({ data }) => {
      if (data.event === "state") document.title = JSON.stringify(data.detail);
    });
  });
  await call("on", "state");
  await call("speed", 3);
  await expect(page).toHaveTitle(/"speed":3/);

  await expect(embed.getByRole("tab")).toHaveCount(0);
  await expect(embed.getByRole("slider", { name: "Playhead" })).toBeVisible();
  const opened = page.context().waitForEvent("page");
  await embed.getByRole("link", { name: "Open in Sluice" }).click();
  const whole = await opened;
  await whole.waitForFunction(() => window.sluice);
  await whole.evaluate(() => window.sluice.ready);
  expect(await stats(whole)).toMatchObject({
    ...{ scene: "fan-out", seed: 5, logHash: sent.logHash, speed: 3 },
    playheadMs: sent.nowMs,
  });
  await expect(whole.getByRole("tab", { name: "Lesson" })).toBeVisible();
  close();
});

test("an embed is deaf to whoever its address does not name", async ({ page }) => {
  const { embed, close } = await schoolPage(page, "?scene=fan-out&at=0&embed=1&origin=https://other.example");
  const before = await embed.evaluate(() => window.sluice.stats().scene);
  const heard = embed.evaluate(
    () => new Promise((resolve) => window.addEventListener("message", ({ data }) => resolve(data.call))),
  );
  await page.evaluate(() => {
    window.frames[0]?.postMessage({ sluice: 1, id: 1, call: "load", args: ["pipeline"] }, "*");
  });
  expect(await heard).toBe("load");
  expect(await embed.evaluate(() => window.sluice.stats().scene)).toBe(before);
  close();
});
