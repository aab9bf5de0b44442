import { readdirSync, readFileSync, statSync } from "node:fs";
import { gzipSync } from "node:zlib";

/** One thing that may only be so large. */
export interface Item {
  readonly name: string;
  readonly size: number;
  readonly limit: number;
  readonly unit: "B" | "requests";
}

/**
 * What the page may weigh, a few percent above what it weighs. Scripts, styles and the
 * decoder count with gzip, which every host knows, and a first visit as our own server sends it.
 */
const limits = {
  "the program": 17_900_000,
  "the program with gzip": 3_930_000,
  "the program with brotli": 2_760_000,
  "its decoder": 101_000,
  "scripts of index.html": 51_500,
  "styles of index.html": 12_000,
  "scripts of canvas.html": 30_200,
  "styles of canvas.html": 2_750,
  "scripts of gallery.html": 13_200,
  "styles of gallery.html": 1_350,
  "scripts of notes.html": 12_900,
  "styles of notes.html": 2_600,
  "scripts that only some visits want": 142_000,
  fonts: 91_000,
} as const;

/** Limits of a first visit, which only a browser can tell. */
const visitLimits = { bytes: 3_100_000, requests: 27 };

const dist = "../dist/";

/** Weighs what make build has built, from the folder web. */
export function weigh(): Item[] {
  const wasm = readFileSync("../build/sluice.wasm");
  const assets = readdirSync(`${dist}assets`).map((name) => `assets/${name}`);
  const [program] = assets.filter((name) => name.endsWith(".bin"));
  const sizes: Record<string, number> = {
    "the program": wasm.length,
    "the program with gzip": gzipSync(wasm, { level: 9 }).length,
    "the program with brotli": program ? size(program) : Number.NaN,
    "its decoder": sum(assets.filter((name) => name.endsWith(".wasm.gz"))),
    fonts: sum(assets.filter((name) => name.endsWith(".woff2"))),
  };
  const named = new Set<string>();
  for (const page of ["index.html", "canvas.html", "gallery.html", "notes.html"]) {
    const html = readFileSync(dist + page, "utf8");
    const packed = (end: string) =>
      [...html.matchAll(/(?:src|href)="(assets\/[^"]+)"/g)].flatMap(([, path]) =>
        path?.endsWith(end) ? [`${path}.gz`] : [],
      );
    for (const path of packed(".js")) named.add(path);
    sizes[`scripts of ${page}`] = sum(packed(".js"));
    sizes[`styles of ${page}`] = sum(packed(".css"));
  }
  const late = assets.filter((name) => name.endsWith(".js.gz") && !named.has(name));
  sizes["scripts that only some visits want"] = sum(late);
  return Object.entries(limits).map(([name, limit]) => ({
    name,
    size: sizes[name] ?? Number.NaN,
    limit,
    unit: "B",
  }));
}

/** Weighs a first visit. */
export function weighVisit(bytes: number, requests: number): Item[] {
  return [
    { name: "a first visit", size: bytes, limit: visitLimits.bytes, unit: "B" },
    { name: "a first visit", size: requests, limit: visitLimits.requests, unit: "requests" },
  ];
}

/** Says which limits are broken, by how much, and what to do about it. */
export function overweight(items: readonly Item[]): string[] {
  return items
    .filter(({ size, limit }) => !(size <= limit))
    .map(({ name, size, limit, unit }) => {
      const over = `${number(size - limit)} ${unit} (${((size / limit - 1) * 100).toFixed(1)} %)`;
      return `${name}: ${number(size)} ${unit}, ${over} over the limit of ${number(limit)}. See what takes the room by make size; if it is worth it, raise the limit in web/size/budget.ts.`;
    });
}

export function number(n: number): string {
  return n.toLocaleString("en");
}

function size(path: string): number {
  return statSync(dist + path).size;
}

/** What is not there at all fits no budget. */
function sum(paths: readonly string[]): number {
  return paths.length > 0 ? paths.reduce((total, path) => total + size(path), 0) : Number.NaN;
}
