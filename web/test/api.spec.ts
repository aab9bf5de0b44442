import { expect, frames, refusal, stats, test } from "./page.ts";

test("has exactly the documented names", async ({ running: page }) => {
  const types = await page.evaluate(() =>
    Object.fromEntries(
      Object.entries(window.sluice).map(([name, value]) => [
        name,
        value instanceof Promise ? "promise" : typeof value,
      ]),
    ),
  );
  expect(types).toEqual({
    ready: "promise",
    version: "string",
    ...Object.fromEntries(
      ["scenes", "load", "inject", "act", "set", "play", "pause", "speed", "run", "step", "seek", "stats"]
        .concat(["mark", "outline", "branches", "branch", "world", "source", "export", "import", "on"])
        .concat([
          "compare",
          "compared",
          "metrics",
          "csv",
          "link",
          "words",
          "results",
          "vet",
          "groups",
          "expand",
        ])
        .map((name) => [name, "function"]),
    ),
  });
});

test("is one object on the outer page and in the canvas page", async ({ running: page }) => {
  const same = await page.evaluate(() => {
    const inner = document.querySelector("iframe")?.contentWindow;
    return inner?.sluice === window.sluice;
  });
  expect(same).toBe(true);
});

test("describes its scenes completely", async ({ running: page }) => {
  const [scene] = await page.evaluate(() => window.sluice.scenes());
  expect(scene).toMatchObject({ id: "composite", variants: ["parked", "in-worker", "breaker"] });
  expect(scene?.variantLabels).toHaveLength(3);
  expect(scene?.knobs.length).toBeGreaterThanOrEqual(10);
  for (const knob of scene?.knobs ?? []) {
    expect(knob.label).not.toBe("");
    if (knob.kind === "choice") {
      expect(knob.options.map(({ value }) => value)).toContain(knob.default);
    } else {
      expect(knob.min).toBeLessThan(knob.max);
      expect(knob.default).toBeGreaterThanOrEqual(knob.min);
      expect(knob.default).toBeLessThanOrEqual(knob.max);
    }
  }
});

test("stats, world and source have the documented shape", async ({ running: page }) => {
  await page.evaluate(() => window.sluice.run(2000));
  const seen = await stats(page);
  expect(Object.keys(seen).sort()).toEqual(
    [
      ...[
        "scene",
        "variant",
        "seed",
        "nowMs",
        "playheadMs",
        "events",
        "playing",
        "speed",
        "offered",
        "completed",
      ],
      ...["rejected", "failed", "cancelled", "inFlight", "retries", "goroutines", "leaked", "deadlock"],
      ...["latencyMs", "logBytes", "logHash", "particlesDrawn", "jobsPerDot", "frameMs", "fps"],
    ].sort(),
  );
  expect(Object.keys(seen.latencyMs).sort()).toEqual(["count", "max", "p50", "p95", "p99"]);
  expect(Object.keys(seen.frameMs).sort()).toEqual(["p50", "p95"]);

  const world = await page.evaluate(() => window.sluice.world());
  expect(world.goroutines.length).toBeGreaterThan(5);
  for (const { id, name, state, file, line } of world.goroutines) {
    expect([typeof id, typeof name, typeof state, typeof file, typeof line]).toEqual([
      "number",
      "string",
      "string",
      "string",
      "number",
    ]);
  }
  expect(world.channels.map(({ name }) => name)).toContain("queue");
  expect(world.buckets.length).toBe(1);

  const source = await page.evaluate(() => window.sluice.source());
  expect(source.map(({ file }) => file)).toContain("engine/pattern/service.go");
  for (const { text } of source) expect(text).toMatch(/^package /m);
});

test("inject offers exactly n jobs and returns n", async ({ running: page }) => {
  const [before, returned, after] = await page.evaluate(async () => {
    const { sluice } = window;
    sluice.set("arrival", 0);
    await sluice.run(100);
    const before = sluice.stats().offered;
    const returned = sluice.inject(250);
    await sluice.run(100);
    return [before, returned, sluice.stats().offered] as const;
  });
  expect(returned).toBe(250);
  expect(after - before).toBe(250);
});

test("run(10000) advances by 10 s exactly, conserves every job, and pauses", async ({ running: page }) => {
  const [before, after] = await page.evaluate(async () => {
    const { sluice } = window;
    sluice.pause();
    const before = sluice.stats();
    sluice.inject(300);
    await sluice.run(10_000);
    return [before, sluice.stats()] as const;
  });
  expect(after.nowMs - before.nowMs).toBeCloseTo(10_000, 3);
  expect(after.playing).toBe(false);
  expect(after.offered).toBeGreaterThanOrEqual(300);
  expect(after.offered).toBe(
    after.completed + after.rejected + after.failed + after.cancelled + after.inFlight,
  );
});

for (const variant of ["parked", "in-worker"]) {
  test(`same seed and inputs give the same log ten times of ten: ${variant}`, async ({ running: page }) => {
    const hashes = await page.evaluate(async (variant) => {
      const { sluice } = window;
      const once = async (seed: number) => {
        sluice.load("composite", { variant, seed });
        sluice.pause();
        sluice.inject(80);
        await sluice.run(3000);
        sluice.set("failure", 40);
        sluice.inject(40);
        await sluice.run(4000);
        return sluice.stats().logHash;
      };
      const hashes = [];
      for (let i = 0; i < 10; i++) hashes.push(await once(7));
      return { hashes, other: await once(8) };
    }, variant);
    expect(new Set(hashes.hashes).size).toBe(1);
    expect(hashes.other).not.toBe(hashes.hashes[0]);
  });
}

test("play and pause start and stop the clock", async ({ running: page }) => {
  await page.evaluate(() => window.sluice.pause());
  const paused = await stats(page);
  expect(paused.playing).toBe(false);
  await frames(page, 10);
  expect((await stats(page)).nowMs).toBe(paused.nowMs);
  await page.evaluate(() => window.sluice.play());
  await expect.poll(async () => (await stats(page)).nowMs).toBeGreaterThan(paused.nowMs);
});

test("speed makes virtual time pass faster than wall time", async ({ running: page }) => {
  const factor = await page.evaluate(async () => {
    const { sluice } = window;
    sluice.speed(20);
    const [virtual, wall] = [sluice.stats().nowMs, performance.now()];
    for (let i = 0; i < 20; i++) await new Promise(requestAnimationFrame);
    return (sluice.stats().nowMs - virtual) / (performance.now() - wall);
  });
  expect(factor).toBeGreaterThan(3);
  for (const bad of ["0", "1001", "NaN", "-1"]) {
    expect(
      await page.evaluate((bad) => {
        try {
          window.sluice.speed(Number(bad));
        } catch (error) {
          return (error as Error).message;
        }
        return "";
      }, bad),
    ).toMatch(/speed/i);
  }
});

test("step goes forward and back by exactly n events and pauses", async ({ running: page }) => {
  const [before, one, ten, back] = await page.evaluate(async () => {
    const { sluice } = window;
    await sluice.run(1000);
    const before = sluice.stats().events;
    sluice.step(1);
    const one = sluice.stats().events;
    sluice.step(10);
    const ten = sluice.stats().events;
    sluice.step(-200);
    return [before, one, ten, sluice.stats().events] as const;
  });
  expect(one - before).toBe(1);
  expect(ten - one).toBe(10);
  expect(back).toBe(Math.max(ten - 200, 0));
  expect((await stats(page)).playing).toBe(false);
  expect(await refusal(page, (sluice) => sluice.step(0.5))).toMatch(/whole number/i);
});

test("a knob takes effect while the scene runs", async ({ running: page }) => {
  const workers = () =>
    page.evaluate(
      () =>
        window.sluice.world().goroutines.filter(({ name, state }) => /^worker/.test(name) && state !== "done")
          .length,
    );
  await expect.poll(workers).toBe(5);
  await page.evaluate(() => window.sluice.set("workers", 9));
  await expect.poll(workers).toBe(9);
  await page.evaluate(() => window.sluice.set("workers", 2));
  await expect.poll(workers).toBe(2);
});

test("a burst beyond the bucket and the queue is refused in part", async ({ running: page }) => {
  const seen = await page.evaluate(async () => {
    const { sluice } = window;
    sluice.load("composite", { seed: 3, knobs: { arrival: 0 } });
    sluice.pause();
    sluice.inject(200);
    await sluice.run(20);
    return sluice.stats();
  });
  expect(seen.offered).toBe(200);
  expect(seen.rejected).toBeGreaterThan(100);
});

test("refuses what is out of range in a sentence and changes nothing", async ({ running: page }) => {
  await page.evaluate(() => window.sluice.run(100));
  const before = await stats(page);
  expect(await refusal(page, (sluice) => sluice.load("nonsense"))).toMatch(/no such scene.*nonsense/i);
  expect(await refusal(page, (sluice) => sluice.load("composite", { variant: "odd" }))).toMatch(
    /variant.*odd/i,
  );
  expect(await refusal(page, (sluice) => sluice.load("composite", { seed: -1 }))).toMatch(/seed/i);
  expect(await refusal(page, (sluice) => sluice.load("composite", { knobs: { workers: 0 } }))).toMatch(
    /workers/i,
  );
  for (const n of [1e9, 0, -1, 1.5, Number.NaN]) {
    const message = await page.evaluate((n) => {
      try {
        return `returned ${window.sluice.inject(n)}`;
      } catch (error) {
        return (error as Error).message;
      }
    }, n);
    expect(message).toMatch(/1 to 1,?000,?000/);
  }
  expect(await refusal(page, (sluice) => sluice.set("workers", 1e6))).toMatch(/workers.*64/i);
  expect(await refusal(page, (sluice) => sluice.set("nonsense", 1))).toMatch(/knob/i);
  expect(await refusal(page, (sluice) => sluice.act("nonsense"))).toMatch(/action/i);
  expect(await stats(page)).toMatchObject({
    offered: before.offered,
    scene: before.scene,
    nowMs: before.nowMs,
  });
});

test("on delivers state and can be unsubscribed", async ({ running: page }) => {
  const calls = await page.evaluate(async () => {
    const { sluice } = window;
    let calls = 0;
    const off = sluice.on("state", () => calls++);
    sluice.pause();
    await new Promise(requestAnimationFrame);
    const heard = calls;
    off();
    sluice.play();
    await new Promise(requestAnimationFrame);
    return [heard, calls - heard];
  });
  expect(calls[0]).toBeGreaterThan(0);
  expect(calls[1]).toBe(0);
});

test("a command in between ends a fast-forward", async ({ running: page }) => {
  const outcome = await page.evaluate(async () => {
    const running = window.sluice.run(86_000_000).catch((error: Error) => error.message);
    window.sluice.load("composite");
    return running;
  });
  expect(outcome).toMatch(/another command/);
});
