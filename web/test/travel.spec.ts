import type { Sluice } from "../src/session/api.ts";
import { canvasFrame, expect, open, refusal, stats, test } from "./page.ts";

test("a moment is the same however one came there", async ({ running: page }) => {
  const [there, back] = await page.evaluate(async () => {
    const { sluice } = window;
    const tell = () => ({
      ...sluice.world(),
      events: sluice.stats().events,
      inFlight: sluice.stats().inFlight,
    });
    sluice.load("composite");
    await sluice.run(3000);
    sluice.inject(50);
    await sluice.run(1000);
    const there = tell();
    await sluice.run(9000);
    sluice.seek(700);
    sluice.seek(4000);
    return [there, tell()] as const;
  });
  expect(back).toEqual(there);
  expect(await stats(page)).toMatchObject({ playheadMs: 4000, nowMs: 13000, playing: false });
});

test("a moment outside of the run is refused, and the playhead stays", async ({ running: page }) => {
  await page.evaluate(() => {
    window.sluice.load("composite");
    return window.sluice.run(2000);
  });
  for (const refused of [
    await refusal(page, (sluice) => sluice.seek(-1)),
    await refusal(page, (sluice) => sluice.seek(2001)),
    await refusal(page, (sluice) => sluice.seek(Number.NaN)),
    await refusal(page, (sluice) => sluice.seek(Number.POSITIVE_INFINITY)),
  ])
    expect(refused).toMatch(/recorded from|milliseconds/);
  expect((await stats(page)).playheadMs).toBe(2000);
});

test("who clicks in the past begins another future, and can go back to the old one", async ({
  running: page,
}) => {
  const told = await page.evaluate(async () => {
    const { sluice } = window;
    const settled = async (done: () => boolean) => {
      while (!done()) await new Promise(requestAnimationFrame);
    };
    sluice.load("composite");
    await sluice.run(6000);
    const { logHash, offered } = sluice.stats();
    sluice.seek(2000);
    sluice.inject(30);
    await settled(() => sluice.branches().length === 1);
    await sluice.run(1000);
    const other = sluice.stats();
    sluice.branch(0);
    sluice.seek(6000);
    return { logHash, offered, other, again: sluice.stats() };
  });
  expect(told.other.nowMs).toBe(3000);
  expect(told.other.logHash).not.toBe(told.logHash);
  expect(told.again).toMatchObject({ logHash: told.logHash, offered: told.offered });
});

test("a run is exported, imported and exported again byte by byte", async ({ running: page }) => {
  const told = await page.evaluate(async () => {
    const { sluice } = window;
    sluice.load("token-bucket", { seed: 12 });
    await sluice.run(5000);
    const file = sluice.export();
    const { logHash } = sluice.stats();
    sluice.load("composite");
    sluice.import(file);
    const start = sluice.stats();
    const again = sluice.export();
    sluice.seek(5000);
    return { same: again.join() === file.join(), logHash, start, end: sluice.stats() };
  });
  expect(told.same).toBe(true);
  expect(told.start).toMatchObject({ scene: "token-bucket", seed: 12, playheadMs: 0, playing: false });
  expect(told.end).toMatchObject({ logHash: told.logHash, playheadMs: 5000 });
});

test("a run that is picked as a file is shown", async ({ running: page }) => {
  const { file, events } = await page.evaluate(async () => {
    const { sluice } = window;
    sluice.load("composite", { seed: 5 });
    await sluice.run(5000);
    const { events } = sluice.stats();
    const file = sluice.export();
    sluice.load("fan-out");
    return { file: [...file], events };
  });
  await page
    .locator("input[type=file]")
    .first()
    .setInputFiles({ name: "run.sluice", mimeType: "application/octet-stream", buffer: Buffer.from(file) });
  await expect.poll(async () => (await stats(page)).scene).toBe("composite");
  await page.evaluate(() => window.sluice.seek(5000));
  expect(await stats(page)).toMatchObject({ events, seed: 5 });
});

test("what is no run is refused with a reason, and the running scene stays", async ({ running: page }) => {
  await page.evaluate(() => window.sluice.run(1000));
  const before = await stats(page);
  for (const [call, reason] of [
    [(sluice: Sluice) => sluice.import(new Uint8Array()), /not a Sluice log/],
    [(sluice: Sluice) => sluice.import(sluice.export().slice(0, 400)), /damaged/],
    [(sluice: Sluice) => sluice.import(sluice.export().with(8, 9)), /version/],
    [(sluice: Sluice) => sluice.import("run" as never), /Uint8Array/],
  ] as const)
    expect(await refusal(page, call)).toMatch(reason);
  expect((await stats(page)).logHash).toBe(before.logHash);
});

test("the timeline goes back by mouse and keys, and the knobs go with it", async ({ page }) => {
  await open(page);
  await page.evaluate(async () => {
    const { sluice } = window;
    sluice.load("composite", { seed: 3 });
    await sluice.run(4000);
    sluice.set("failure", 80);
    await sluice.run(4000);
  });
  const playhead = page.getByRole("slider", { name: "Playhead" });
  await expect(playhead).toHaveAttribute("aria-valuetext", "8.000 s of 8.000 s");
  await page.getByRole("tab", { name: "Knobs" }).click();
  const failure = page.getByRole("slider", { name: "Failure rate" });
  await expect(failure).toHaveAttribute("aria-valuetext", "80 %");

  const strip = await playhead.boundingBox();
  if (!strip) throw new Error("the timeline is not shown");
  await page.mouse.click(strip.x + strip.width / 4, strip.y + strip.height / 2);
  await expect.poll(async () => Math.abs((await stats(page)).playheadMs - 2000)).toBeLessThan(150);
  await expect(failure).toHaveAttribute("aria-valuetext", "12 %");
  await expect(page.getByText("In the past: what you change now begins another future.")).toBeVisible();

  const { events } = await stats(page);
  await page.getByRole("button", { name: "One event back" }).click();
  expect((await stats(page)).events).toBe(events - 1);
  await page.keyboard.press(".");
  expect((await stats(page)).events).toBe(events);
  await page.keyboard.press("]");
  expect((await stats(page)).playheadMs).toBeGreaterThan(2000);

  await page.getByRole("button", { name: "Send 10 jobs" }).click();
  await page.getByRole("button", { name: /^Future 1, recorded to 8/ }).click();
  await expect(playhead).toHaveAttribute("aria-valuetext", /of 8\.000 s$/);
});

test("a full recording stops the run, says so, and can be gone back into", async ({ running: page }) => {
  await canvasFrame(page).evaluate(() => {
    const { sluiceCore } = window as unknown as { sluiceCore: { budget(bytes: number): void } };
    sluiceCore.budget(2 ** 20);
  });
  const stopped = await page.evaluate(() => {
    window.sluice.load("composite", { knobs: { arrival: 500, rate: 500, service: 5 } });
    return window.sluice.run(3_600_000).catch((error: Error) => error.message);
  });
  expect(stopped).toContain("The recording is full, so the run stands still here");
  await expect(page.getByText("Recording full")).toBeVisible();
  const full = await stats(page);
  expect(full.playing).toBe(false);
  await page.getByRole("button", { name: "Play" }).click();
  await expect(page.getByText("The recording is full, so the run stands still here")).toBeVisible();
  const again = await page.evaluate(async () => {
    const { sluice } = window;
    sluice.seek(sluice.stats().nowMs / 2);
    sluice.inject(1);
    sluice.pause();
    await sluice.run(100);
    return sluice.stats();
  });
  expect(again.nowMs).toBeLessThan(full.nowMs);
  expect(again.events).toBeGreaterThan(full.events / 4);
  await canvasFrame(page).evaluate(() => {
    const { sluiceCore } = window as unknown as { sluiceCore: { budget(bytes: number): void } };
    sluiceCore.budget(384 * 2 ** 20);
  });
});
