// Measures the built page in a browser, at the address SLUICE_URL: a line for each thing, in the format of Go's
// benchmarks. `make bench` runs it.

import { readdirSync, statSync } from "node:fs";
import { type Browser, chromium, type Page } from "@playwright/test";
import config from "../playwright.config.ts";

const canvas = { width: 1280, height: 720 };
const quick = process.env.QUICK === "1";
/** How often is measured what is not many samples by itself. */
const rounds = quick ? 1 : 3;

/** The composite with room for 500 jobs a second. */
const busy = {
  arrival: 500,
  rate: 500,
  bucket: 1000,
  capacity: 1000,
  workers: 64,
  service: 20,
  failure: 10,
  base: 100,
};

/** A load test in which every attempt fails, so that all requests stay in flight, backing off for up to a minute. */
const crowded = {
  arrival: 50_000,
  rate: 50_000,
  bucket: 10_000,
  capacity: 5000,
  workers: 512,
  service: 0.1,
  failure: 100,
  attempts: 10,
  base: 1000,
  jitter: "none",
};

/** Frames over which the program keeps what they cost, and a few more. */
const framesKept = 250;

function report(name: string, values: Record<string, number>): void {
  const list = Object.entries(values).map(([unit, value]) => `${Number(value.toPrecision(6))} ${unit}`);
  console.log(`Benchmark${name} 1 ${list.join(" ")}`);
}

function address(path: string): string {
  return new URL(path, process.env.SLUICE_URL).href;
}

const browser = await chromium.launch(config.use?.launchOptions);
try {
  console.log(`browser: Chromium ${browser.version().split(".")[0]}`);
  reportSize();
  for (let round = 0; round < rounds; round++) await load(browser);
  await onCanvas(browser, async (page) => {
    for (let round = 0; round < rounds; round++) await run(page);
    await seek(page);
  });
  for (const jobs of [1000, 10_000, 100_000]) await onCanvas(browser, (page) => frames(page, jobs));
} finally {
  await browser.close();
}

function reportSize(): void {
  const name = readdirSync("../dist/assets").find((name) => /^sluice-.*\.bin$/.test(name));
  report("PageSize", {
    "packed-B": statSync(`../dist/assets/${name}`).size,
    "unpacked-B": statSync("../build/sluice.wasm").size,
  });
}

/** A first visit: nothing is cached. */
async function load(browser: Browser): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, serviceWorkers: "block" });
  await page.goto(address(""));
  const firstFrame = await page.evaluate(() => window.sluice.ready.then(() => performance.now()));
  const opened = await page.evaluate(() => performance.timeOrigin);
  const frame = page.frames().find((frame) => frame.url().includes("canvas.html"));
  const received = await frame?.evaluate(() => {
    const program = performance.getEntriesByType("resource").find(({ name }) => name.includes("/sluice-"));
    return performance.timeOrigin + (program as PerformanceResourceTiming).responseEnd;
  });
  report("PageLoad", { "first-frame-ms": firstFrame, "program-ms": (received ?? Number.NaN) - opened });
  await page.close();
}

/** Opens the canvas page anew, for the program's memory never shrinks. */
async function onCanvas(browser: Browser, measure: (page: Page) => Promise<void>): Promise<void> {
  const page = await browser.newPage({ viewport: canvas, serviceWorkers: "block" });
  await page.goto(address("canvas.html"));
  await page.evaluate(() => window.sluice.ready);
  await measure(page);
  await page.close();
}

/** 100,000 jobs through the composite at full speed; quickly 10,000. */
async function run(page: Page): Promise<void> {
  const { events, seconds, bytes } = await page.evaluate(
    async ([knobs, ms]) => {
      window.sluice.load("composite", { seed: 1, knobs });
      const begin = performance.now();
      await window.sluice.run(ms);
      const seconds = (performance.now() - begin) / 1000;
      const { events, logBytes } = window.sluice.stats();
      return { events, seconds, bytes: logBytes };
    },
    [busy, quick ? 20_000 : 200_000] as const,
  );
  report("PageRun", { "events/s": events / seconds, events, "B/event": bytes / events });
}

/** Jumps to moments all over the run that was recorded. */
async function seek(page: Page): Promise<void> {
  const took = await page.evaluate(() => {
    const { sluice } = window;
    const end = sluice.stats().nowMs;
    let random = 1;
    return Array.from({ length: 200 }, () => {
      random = (random * 48271) % 2147483647; // Park and Miller's generator
      const begin = performance.now();
      sluice.seek((random / 2147483647) * end);
      return performance.now() - begin;
    });
  });
  took.sort((a, b) => a - b);
  const at = (share: number) => took[Math.floor(share * (took.length - 1))] ?? Number.NaN;
  report("PageSeek", { "p50-ms": at(0.5), "p99-ms": at(0.99), "max-ms": at(1) });
}

/** What frames cost with so many jobs in flight, while time goes on. */
async function frames(page: Page, jobs: number): Promise<void> {
  const stats = await page.evaluate(
    async ([knobs, jobs, frames]) => {
      const { sluice } = window;
      sluice.load("load", { seed: 1, knobs });
      sluice.act(String(jobs));
      while (sluice.stats().offered < jobs) await sluice.run(100);
      sluice.speed(1);
      sluice.play();
      for (let i = 0; i < frames; i++) await new Promise(requestAnimationFrame);
      const { frameMs, fps, particlesDrawn, jobsPerDot, inFlight } = sluice.stats();
      return { ...frameMs, fps, particlesDrawn, jobsPerDot, inFlight };
    },
    [crowded, jobs, quick ? 30 : framesKept] as const,
  );
  report(`PageFrame/jobs=${jobs}`, {
    "p50-ms": stats.p50,
    "p95-ms": stats.p95,
    fps: stats.fps,
    particles: stats.particlesDrawn,
    "jobs/dot": stats.jobsPerDot,
    inflight: stats.inFlight,
  });
}
