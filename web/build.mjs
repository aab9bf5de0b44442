// Builds the page: bundles the TypeScript, fonts and styles, places the Go
// program beside them under names that carry their content's hash, and writes
// a gzip and a brotli variant of everything worth compressing.
//
//   node build.mjs [--wasm FILE] [--exec FILE] [--out DIR]

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, extname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";

const web = dirname(fileURLToPath(import.meta.url));
const { values: options } = parseArgs({
  options: {
    wasm: { type: "string", default: join(web, "../build/sluice.wasm") },
    exec: { type: "string", default: join(web, "../wasm_exec.js") },
    out: { type: "string", default: join(web, "../dist") },
  },
});
const out = resolve(options.out);

/** Everything that belongs in the built page; the rest of out is removed. */
const written = new Set();

/** The name of each script and style in the sources, and in the built page. */
const built = await bundlePage();
built.set("wasm_exec.js", place("wasm_exec", options.exec));
const wasm = place("sluice", options.wasm);
const size = (path) => statSync(join(out, path)).size;
/** What the loader must know to show real bytes. */
const manifest = { path: wasm, bytes: size(wasm), gzipPath: `${wasm}.gz`, gzipBytes: size(`${wasm}.gz`) };
/** The scenes with their pictures; see make pictures. */
const gallery = JSON.parse(readFileSync(join(web, "gallery/scenes.json"), "utf8")).map((scene) => {
  const picture = (theme) => place(`${scene.id}-${theme}`, join(web, `gallery/${scene.id}.${theme}.jpg`));
  return { ...scene, dark: picture("dark"), light: picture("light") };
});
for (const page of ["index.html", "canvas.html", "gallery.html"]) {
  write(page, renderPage(readFileSync(join(web, page), "utf8")));
}
sweep(out);

const megabytes = [wasm, `${wasm}.gz`, `${wasm}.br`].map((path) => (size(path) / 1e6).toFixed(2));
console.log(`${wasm}: ${megabytes[0]} MB, gzip ${megabytes[1]} MB, brotli ${megabytes[2]} MB`);

/** Bundles the entry points; returns a map from source path to built path. */
async function bundlePage() {
  const result = await build({
    absWorkingDir: web,
    entryPoints: ["src/page.ts", "src/canvas.ts", "src/gallery.ts"],
    outdir: join(out, "assets"),
    entryNames: "[name]-[hash]",
    chunkNames: "shared-[hash]",
    assetNames: "[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    target: ["chrome119", "firefox121", "safari17.4"],
    loader: { ".woff2": "file" },
    minify: true,
    legalComments: "none",
    // While English is the only language.
    logOverride: { "empty-glob": "silent" },
    metafile: true,
    write: false,
  });
  for (const file of result.outputFiles) {
    write(relative(out, file.path), file.contents);
  }
  const names = new Map();
  for (const [path, output] of Object.entries(result.metafile.outputs)) {
    if (output.entryPoint) {
      names.set(output.entryPoint, relative(out, resolve(web, path)));
      if (output.cssBundle) {
        names.set(output.entryPoint.replace(/\.ts$/, ".css"), relative(out, resolve(web, output.cssBundle)));
      }
    }
  }
  return names;
}

/** Puts a file of another tool into the page under a hashed name, which it returns. */
function place(name, source) {
  const content = readFileSync(source);
  const path = `assets/${name}-${hash(content)}${extname(source)}`;
  write(path, content);
  return path;
}

/** Fills in the built names of scripts and styles, the manifest and the gallery. */
function renderPage(html) {
  return html
    .replace(/(src|href)="([^":]+)"/g, (_, attribute, source) => {
      const path = built.get(source);
      if (!path) throw new Error(`a page names ${source}, which is not built`);
      return `${attribute}="${path}"`;
    })
    .replace(/(id="manifest">){}/, `$1${JSON.stringify(manifest)}`)
    .replace(/(id="gallery">)\[\]/, `$1${JSON.stringify(gallery).replaceAll("<", "\\u003c")}`);
}

/** Writes a file with its compressed variants, unless it is there already. */
function write(path, content) {
  const bytes = Buffer.from(content);
  const target = join(out, path);
  mkdirSync(dirname(target), { recursive: true });
  const same = existsSync(target) && readFileSync(target).equals(bytes);
  if (!same) writeFileSync(target, bytes);
  written.add(path);
  if ([".woff2", ".jpg"].includes(extname(path))) return;
  const variants = {
    ".gz": () => gzipSync(bytes, { level: 9 }),
    ".br": () =>
      brotliCompressSync(bytes, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: 9,
          [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        },
      }),
  };
  for (const [suffix, compress] of Object.entries(variants)) {
    written.add(path + suffix);
    if (!same || !existsSync(target + suffix)) writeFileSync(target + suffix, compress());
  }
}

function hash(content) {
  return createHash("sha256").update(content).digest("hex").slice(0, 8).toUpperCase();
}

/** Removes what an earlier build left behind. */
function sweep(directory) {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) sweep(path);
    else if (!written.has(relative(out, path))) rmSync(path);
  }
}
