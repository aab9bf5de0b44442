import { readFileSync } from "node:fs";
import { brotliDecompressSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { address, canvasFrame, expect, frames, open, refusal, stats, test } from "./page.ts";

const program = /\/sluice-[0-9A-F]{8}\.bin$/;

/** What unpacks the program where the browser cannot. */
const decoder = /\/brotli[^/]*\.wasm$/;

/** The alert on the canvas page's cover. */
const failure = (page: Page) => page.frameLocator("iframe").getByRole("alert");

/** The Go program's packed bytes as they are on disk. */
async function packed(page: Page): Promise<Buffer> {
  const canvas = await (await page.request.get(address("canvas.html"))).text();
  const path = /assets\/sluice-\w+\.bin/.exec(canvas)?.[0];
  return readFileSync(new URL(`../../dist/${path}`, import.meta.url));
}

/** Expects browser complaints that match, and only those. */
function expectComplaints(complaints: string[], pattern: RegExp): void {
  expect(complaints.filter((text) => !pattern.test(text))).toEqual([]);
  complaints.length = 0;
}

test.describe("a program that cannot be loaded", () => {
  test("missing: says so, and Try again starts it", async ({ page, complaints }) => {
    await page.route(program, (route) => route.fulfill({ status: 404, body: "no" }));
    await page.goto(address());
    await expect(failure(page)).toContainText("is not on this server (status 404)");
    await page.unroute(program);
    await page.frameLocator("iframe").getByRole("button", { name: "Try again" }).click();
    await page.evaluate(() => window.sluice.ready);
    expectComplaints(complaints, /404/);
  });

  test("unreachable", async ({ page, complaints }) => {
    await page.route(program, (route) => route.abort());
    await page.goto(address());
    await expect(failure(page)).toContainText("could not be fetched. Check the connection");
    expectComplaints(complaints, /ERR_FAILED/);
  });

  test("truncated", async ({ page }) => {
    const whole = await packed(page);
    await page.route(program, (route) => route.fulfill({ body: whole.subarray(0, whole.length / 2) }));
    await page.goto(address());
    await expect(failure(page)).toContainText(/broke off after \d+\.\d\d of|broke off after \d+\.\d\d MB of/);
    await expect(failure(page).getByRole("button", { name: "Try again" })).toBeVisible();
  });

  test("damaged", async ({ page }) => {
    const damaged = Buffer.from(await packed(page));
    const middle = damaged.length >> 1;
    damaged.writeUInt8(damaged.readUInt8(middle) ^ 1, middle);
    await page.route(program, (route) => route.fulfill({ body: damaged }));
    await page.goto(address());
    await expect(failure(page)).toContainText("arrived damaged");
  });

  test("without the decoder of its packing", async ({ page, complaints }) => {
    await page.route(decoder, (route) => route.fulfill({ status: 404, body: "no" }));
    await page.goto(address());
    await expect(failure(page)).toContainText(/brotli.* is not on this server \(status 404\)/);
    expectComplaints(complaints, /404/);
  });

  test("another file in its place", async ({ page }) => {
    await page.route(program, (route) => route.fulfill({ body: "<!doctype html><title>Not found</title>" }));
    await page.goto(address());
    await expect(failure(page)).toContainText("is not the Go program");
  });

  test("without wasm_exec.js", async ({ page, complaints }) => {
    await page.route(/wasm_exec/, (route) => route.fulfill({ status: 404, body: "" }));
    await page.goto(address());
    await expect(failure(page)).toContainText("wasm_exec.js is not on this server");
    expectComplaints(complaints, /404/);
  });

  test("without canvas.html", async ({ page, complaints }) => {
    await page.route(/canvas\.html/, (route) => route.fulfill({ status: 404, body: "" }));
    await page.goto(address());
    await expect(page.locator(".frame-failure")).toContainText("canvas.html is not on this server");
    expectComplaints(complaints, /404/);
  });

  test("without WebAssembly", async ({ page }) => {
    await page.addInitScript(() => Reflect.deleteProperty(window, "WebAssembly"));
    await page.goto(address());
    await expect(failure(page)).toContainText("This browser has no WebAssembly");
    await expect(failure(page)).toContainText("Open the page in a current browser");
  });

  test("without WebGL", async ({ page }) => {
    await page.addInitScript(() => {
      HTMLCanvasElement.prototype.getContext = () => null;
    });
    await page.goto(address());
    await expect(failure(page)).toContainText("This browser has no WebGL 2");
  });

  test("the controls stay disabled and the API says why", async ({ page, complaints }) => {
    await page.route(program, (route) => route.abort());
    await page.goto(address());
    await expect(failure(page)).toBeVisible();
    await expect(page.getByRole("button", { name: "Send 1 job" })).toBeDisabled();
    await expect(page.getByRole("button", { name: "Play" })).toBeDisabled();
    expect(await refusal(page, (sluice) => sluice.inject(1))).toContain("The Go program is not running");
    expectComplaints(complaints, /ERR_FAILED/);
  });
});

test("a panic in a scene is named on the page, and the scene can be run again", async ({ running: page }) => {
  await page.evaluate(() => window.sluice.load("selftest-panic"));
  await page.waitForFunction(() => window.sluice.world().goroutines.length > 0);
  await page.evaluate(() => window.sluice.inject(1));
  const banner = page.getByRole("region", { name: "How the run ended" });
  await expect(banner).toContainText("Panic in the scene");
  await expect(banner).toContainText("the scene broke on purpose");
  await banner.getByRole("button", { name: "Run again" }).click();
  await expect(banner).toBeHidden();
  expect(await stats(page)).toMatchObject({ scene: "selftest-panic", playing: true });
});

test("a deadlock is named with the goroutine that is blocked", async ({ running: page }) => {
  await page.evaluate(() => window.sluice.load("selftest-deadlock"));
  const banner = page.getByRole("region", { name: "How the run ended" });
  await expect(banner).toContainText("Deadlock");
  await expect(banner.getByRole("listitem").first()).toContainText(/main.*queue.*selftest\.go:\d+/);
  expect(await stats(page)).toMatchObject({ deadlock: true, playing: false });
  await page.evaluate(() => {
    window.sluice.on("end", () => document.body.setAttribute("data-heard", "end"));
  });
  await page.getByRole("button", { name: "Play" }).click();
  await expect(page.locator("body[data-heard=end]")).toBeVisible();
});

test("a loop that never rests is ended, and named with its goroutine and line", async ({ running: page }) => {
  await page.evaluate(() => window.sluice.load("selftest-spin"));
  await page.evaluate(() => window.sluice.inject(1));
  const banner = page.getByRole("region", { name: "How the run ended" });
  await expect(banner).toContainText("A goroutine never rests");
  await expect(banner).toContainText(
    /main, at engine\/scene\/selftest\.go:\d+: 250000000 turns of a loop while no time passed/,
  );
  await page.evaluate(() => window.sluice.load("composite"));
  await expect(banner).toBeHidden();
  expect((await stats(page)).playing).toBe(true);
});

test("goroutines left over are named as a leak", async ({ running: page }) => {
  await page.evaluate(() => window.sluice.load("selftest-leak"));
  const banner = page.getByRole("region", { name: "How the run ended" });
  await expect(banner).toContainText("Goroutine leak");
  expect((await stats(page)).leaked).toBe(2);
});

test("an end of the whole program shows its output, and Restart begins the scene again", async ({
  page,
  complaints,
}) => {
  await open(page, "?seed=11");
  await canvasFrame(page).evaluate(() => {
    const { fs } = window as unknown as { fs: { writeSync(fd: number, bytes: Uint8Array): void } };
    fs.writeSync(2, new TextEncoder().encode("panic: made by the test\n\ngoroutine 1 [running]:\n"));
    window.dispatchEvent(new ErrorEvent("error", { error: new WebAssembly.RuntimeError("unreachable") }));
  });
  await expect(failure(page)).toContainText("The Go program has stopped");
  await expect(failure(page)).toContainText("panic: made by the test");
  await expect(page.getByRole("button", { name: "Send 1 job" })).toBeDisabled();
  await page.frameLocator("iframe").getByRole("button", { name: "Restart" }).click();
  await expect(page.getByRole("button", { name: "Send 1 job" })).toBeEnabled();
  await page.evaluate(() => window.sluice.ready);
  expect(await stats(page)).toMatchObject({ scene: "composite", seed: 11 });

  await page.evaluate(() => {
    const session = Object.getOwnPropertyDescriptor(window, Symbol.for("sluice.session"))?.value;
    session.build = "another"; // as if the server had a new version by now
    document.querySelector("iframe")?.contentWindow?.location.reload();
  });
  await expect(failure(page)).toContainText("A new version of Sluice has taken the place");
  await page.frameLocator("iframe").getByRole("button", { name: "Reload" }).click();
  await expect(page.getByRole("button", { name: "Send 1 job" })).toBeEnabled();
  complaints.length = 0;
});

test("a program that gets no more memory says so, and the run can be saved and opened again", async ({
  page,
  complaints,
}) => {
  await open(page, "?scene=selftest-hoard&seed=5");
  await expect.poll(async () => (await stats(page)).nowMs).toBeGreaterThan(100);
  await page.evaluate(() => window.sluice.inject(1));
  await expect(failure(page)).toContainText("The browser gives the program no more memory");
  await expect(failure(page)).toContainText("fatal error: out of memory");
  const inner = page.frameLocator("iframe");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    inner.getByRole("button", { name: "Save the run" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("sluice-selftest-hoard-seed-5.sluice");
  await inner.getByRole("button", { name: "Restart" }).click();
  await expect(page.getByRole("button", { name: "Send 1 job" })).toBeEnabled();
  const file = [...readFileSync(await download.path())];
  await page.evaluate((file) => window.sluice.import(new Uint8Array(file)), file);
  const { nowMs } = await stats(page);
  await page.evaluate((nowMs) => window.sluice.seek(nowMs), nowMs);
  expect(await stats(page)).toMatchObject({
    scene: "selftest-hoard",
    seed: 5,
    playheadMs: nowMs,
    goroutines: 1,
  });
  complaints.length = 0;
});

/** Takes the graphics context away, and waits until the next program is there. */
async function loseContext(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = document.querySelector("iframe");
    const context = frame?.contentDocument?.querySelector("canvas")?.getContext("webgl2");
    const reloaded = new Promise((resolve) => frame?.addEventListener("load", resolve, { once: true }));
    context?.getExtension("WEBGL_lose_context")?.loseContext();
    await reloaded;
  });
  await page.evaluate(() => window.sluice.ready);
}

test("a lost graphics context comes back with the same runs at the same moment, and they go on", async ({
  page,
  complaints,
}) => {
  await open(page, "?seed=12");
  const before = await page.evaluate(async () => {
    const { sluice } = window;
    sluice.load("composite", { variant: "in-worker", seed: 13, knobs: { workers: 3 } });
    sluice.speed(2);
    await sluice.run(2000);
    sluice.inject(40);
    sluice.set("failure", 70);
    await sluice.run(3000);
    sluice.seek(2500);
    sluice.step(3);
    return { stats: sluice.stats(), world: sluice.world() };
  });
  await frames(page, 2); // the picture of it
  await loseContext(page);
  const { particlesDrawn: _, frameMs: __, fps: ___, ...numbers } = before.stats;
  expect(await stats(page)).toMatchObject(numbers);
  expect(await page.evaluate(() => window.sluice.world())).toEqual(before.world);
  await page.getByRole("tab", { name: "Knobs" }).click();
  await expect(page.getByRole("spinbutton", { name: "Workers" })).toHaveValue("3");

  const compared = () =>
    page.evaluate(() =>
      window.sluice
        .compared()
        .map(({ scene, variant, events, logHash }) => ({ scene, variant, events, logHash })),
    );
  await page.evaluate(async () => {
    window.sluice.compare({ scene: "composite", variant: "parked" }, { scene: "fan-out" });
    await window.sluice.run(2000);
    window.sluice.inject(20);
    await window.sluice.run(1000);
  });
  const both = await compared();
  await frames(page, 2);
  await loseContext(page);
  expect(await compared()).toEqual(both);
  await page.evaluate(() => window.sluice.run(1000));
  expect((await compared()).every(({ events }, i) => events > (both[i]?.events ?? 0))).toBe(true);
  await page.close();
  // The program that has lost its context complains until it is gone.
  expectComplaints(complaints, /already exited|webgl|context/i);
});

test("what the address asks for in vain is named, one message each, and left at its default", async ({
  page,
}) => {
  await open(
    page,
    "?scene=composite&variant=odd&seed=x&haste=3&knob.workers=900&knob.odd=1&theme=pink&present=yes",
  );
  const messages = page.locator(".notice");
  for (const text of [
    "unknown parameter “haste”",
    "no variant “odd”",
    "seed “x”",
    "no knob “odd”",
    "Workers cannot be “900”: it takes 1 to 64",
    "theme “pink”",
    "present “yes”",
  ]) {
    await expect(messages.filter({ hasText: text })).toHaveCount(1);
  }
  expect(await stats(page)).toMatchObject({ scene: "composite", variant: "parked" });
});

test("an unknown scene in the address is named and the first one shown", async ({ page }) => {
  await open(page, "?scene=nonsense");
  await expect(page.locator(".notice")).toContainText(/nonsense.*“The whole service” is shown instead/);
  expect((await stats(page)).scene).toBe("composite");
});

test("what the address asks for is what runs", async ({ page }) => {
  await open(page, "?scene=composite&variant=in-worker&seed=42&knob.workers=9&knob.jitter=equal");
  await expect(page.locator(".notice")).toHaveCount(0);
  expect(await stats(page)).toMatchObject({ variant: "in-worker", seed: 42 });
  await page.getByRole("tab", { name: "Knobs" }).click();
  await expect(page.getByRole("spinbutton", { name: "Workers" })).toHaveValue("9");
  await expect(page.getByRole("radio", { name: "equal" })).toBeChecked();
});

test("hidden for hours, its clock set forward and back, without room: the run goes on where it was", async ({
  page,
}) => {
  await open(page);
  const canvas = canvasFrame(page);
  const hide = (hidden: boolean) =>
    canvas.evaluate((hidden) => {
      Object.defineProperty(document, "hidden", { configurable: true, value: hidden });
      document.dispatchEvent(new Event("visibilitychange"));
    }, hidden);
  const setClock = (hours: number) =>
    canvas.evaluate((hours) => {
      const now = performance.now.bind(performance);
      const time = Date.prototype.getTime;
      performance.now = () => now() + hours * 3_600_000;
      Date.prototype.getTime = function () {
        return time.call(this) + hours * 3_600_000;
      };
    }, hours);
  /** How far the scene goes in 8 frames, which take less than 5 s. */
  const gone = async () => {
    const { nowMs } = await stats(page);
    await frames(page, 8);
    return (await stats(page)).nowMs - nowMs;
  };
  const expectToGoOn = async () => {
    const ms = await gone();
    expect(ms).toBeGreaterThan(0);
    expect(ms).toBeLessThan(5000);
  };
  await hide(true);
  await frames(page, 2);
  expect(await gone()).toBe(0);
  await setClock(9);
  expect(await gone()).toBe(0);
  await hide(false);
  await frames(page, 2);
  await expectToGoOn();
  for (const hours of [-20, 400]) {
    await setClock(hours);
    await expectToGoOn();
  }
  expect((await stats(page)).fps).toBeGreaterThan(1);

  await canvas.evaluate(() => {
    const time = Date.prototype.getTime;
    let back = 0;
    Date.prototype.getTime = function () {
      back += 1000;
      return time.call(this) - back;
    };
  });
  const day = 24 * 3_600_000;
  const reached = await page.evaluate(async (day) => {
    const run = window.sluice.run(day).catch(() => undefined);
    for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame);
    window.sluice.pause();
    await run;
    const { nowMs } = window.sluice.stats();
    window.sluice.play();
    return nowMs;
  }, day);
  expect(reached).toBeLessThan(day); // it gave way to the page

  const width = () => canvas.evaluate(() => document.querySelector("canvas")?.clientWidth);
  const before = await width();
  for (const style of ["width: 0; height: 0; min-height: 0", "display: none", ""]) {
    await page
      .locator("iframe")
      .evaluate((frame: HTMLElement, style) => (frame.style.cssText = style), style);
    await frames(page, 5);
  }
  await expect.poll(width).toBe(before);
  await expectToGoOn();
});

test("a host that unpacks the program by itself is understood", async ({ page }) => {
  const body = brotliDecompressSync(await packed(page));
  await page.route(program, (route) => route.fulfill({ body }));
  await open(page);
  expect((await stats(page)).scene).toBe("composite");
});

test("a browser that unpacks brotli fetches no decoder", async ({ page }) => {
  const decoder: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith(".wasm")) decoder.push(request.url());
  });
  const body = brotliDecompressSync(await packed(page));
  await page.route("**/unpacked", (route) => route.fulfill({ body }));
  await page.addInitScript(() => {
    window.DecompressionStream = class {
      readonly writable = new WritableStream();
      readonly readable = new ReadableStream({
        async start(controller) {
          controller.enqueue(new Uint8Array(await (await fetch("unpacked")).arrayBuffer()));
          controller.close();
        },
      });
    };
  });
  await open(page);
  expect((await stats(page)).scene).toBe("composite");
  expect(decoder).toEqual([]);
});
