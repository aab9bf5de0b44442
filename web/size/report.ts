// Prints what takes the room in the built page: `make size` gives it the program linked with the names of its functions.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import type { Metafile } from "esbuild";
import { bundle } from "../bundle.mjs";
import { number, weigh } from "./budget.ts";
import { readModule } from "./wasm.ts";

/** How many rows of a long table are shown. */
const shown = 45;

const listed = execFileSync("go", ["list", "-deps", ".."], {
  env: { ...process.env, GOOS: "js", GOARCH: "wasm" },
  encoding: "utf8",
});
const packages = new Map(listed.split("\n").map((path) => [path.replace(/[^\w.]/g, "_"), path]));
packages.set("main", "main");
const named = readModule(new Uint8Array(readFileSync("../build/named.wasm")));
table(
  "the page, and its limits in bytes",
  weigh().map(({ name, size, limit }) => [name, size, `of ${number(limit)}`]),
);
table(
  "the program's sections in bytes, linked with names",
  ranked(named.sections.map(({ name, bytes }) => [name, bytes])),
);
table(
  "its code in bytes, by package",
  ranked(named.functions.map(({ name, bytes }) => [packageOf(name), bytes])),
);
const { metafile } = await bundle("../dist", []);
table("scripts and styles in bytes, before they are compressed", ranked(modules(metafile)));

type Row = [name: string, bytes: number, note?: string];

/** The package of a function of Go. The linker writes names with _ for all that is no letter, digit or dot. */
function packageOf(name: string): string {
  for (let dot = name.indexOf("."); dot >= 0; dot = name.indexOf(".", dot + 1)) {
    const path = packages.get(name.slice(0, dot));
    if (path) return path;
  }
  return /^(type|go)_/.test(name) ? "(made by the compiler)" : "(assembly)";
}

/** What each source and each library puts into scripts and styles. */
function modules({ outputs }: Metafile): Row[] {
  return Object.entries(outputs)
    .filter(([path]) => /\.(js|css)$/.test(path))
    .flatMap(([, { inputs }]) => Object.entries(inputs))
    .map(([path, { bytesInOutput }]) => [
      /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? path,
      bytesInOutput,
    ]);
}

/** Adds what has the same name, the largest first. */
function ranked(rows: readonly Row[]): Row[] {
  const sums = new Map<string, number>();
  for (const [name, bytes] of rows) sums.set(name, (sums.get(name) ?? 0) + bytes);
  const total = rows.reduce((total, [, bytes]) => total + bytes, 0);
  const all = [...sums].sort(([, a], [, b]) => b - a);
  const rest = all.slice(shown).reduce((total, [, bytes]) => total + bytes, 0);
  const list: Row[] = all.slice(0, shown);
  if (rest > 0) list.push([`${all.length - shown} more`, rest]);
  list.push(["together", total]);
  return list.map(([name, bytes]) => [name, bytes, `${((bytes / total) * 100).toFixed(1)} %`]);
}

function table(title: string, rows: readonly Row[]): void {
  console.log(`\n${title}`);
  for (const [name, bytes, note = ""] of rows)
    console.log(`${number(bytes).padStart(12)}  ${note.padStart(6)}  ${name}`);
}
