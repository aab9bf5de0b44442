// Builds the page: bundles the TypeScript, fonts and styles, places the packed
// Go program beside them under names that carry their content's hash, and writes
// a gzip and a brotli variant of everything else worth compressing.
//
//   node build.mjs [--wasm FILE] [--exec FILE] [--packed DIR] [--quick] [--out DIR] [--site ADDRESS]

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, extname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { gzip as compress } from "node:zlib";
import { build } from "esbuild";
import { browsers, bundle, entries } from "./bundle.mjs";
import { drawIcon } from "./icons.mjs";
import { introduce, moveDown, siteAddress } from "./introduce.mjs";
import { brotli, packOnce } from "./pack.mjs";
import { crc32 } from "./src/canvas/crc32.mjs";

const web = dirname(fileURLToPath(import.meta.url));
const { values: options } = parseArgs({
  options: {
    wasm: { type: "string", default: join(web, "../build/sluice.wasm") },
    exec: { type: "string", default: join(web, "../wasm_exec.js") },
    packed: { type: "string", default: join(web, "../build/packed") },
    quick: { type: "boolean", default: false },
    out: { type: "string", default: join(web, "../dist") },
    site: { type: "string", default: "" },
  },
});
const out = resolve(options.out);
const gzip = promisify(compress);
const site = siteAddress(options.site);
/** The scenes as they were when their pictures were taken; see make pictures. */
const scenes = JSON.parse(readFileSync(join(web, "gallery/scenes.json"), "utf8"));

/** Everything that belongs in the built page; the rest of out is removed. */
const written = new Set();
/** What each script imports at once, which its page asks for beside it. */
const preloads = new Map();
/** What is still being compressed. */
const unfinished = [];

const wasm = readFileSync(options.wasm);
/** The name of each script and style in the sources, and in the built page. */
const [built, packed] = await Promise.all([bundlePage(), packOnce(wasm, options.packed, options.quick)]);
built.set("wasm_exec.js", place("wasm_exec", options.exec));
writeManifest();
/** What the loader must know of the program: a name that no host takes for something to unpack, and its real bytes. */
const manifest = {
  path: placeContent("sluice", ".bin", packed),
  bytes: packed.length,
  head: packed.toString("hex", 0, 4),
  crc32: crc32(packed),
  unpackedBytes: wasm.length,
};
/** The scenes with their pictures. */
const gallery = scenes.map((scene) => {
  const picture = (theme) => place(`${scene.id}-${theme}`, join(web, `gallery/${scene.id}.${theme}.jpg`));
  return { ...scene, dark: picture("dark"), light: picture("light") };
});
built.set("build/sluice.wasm", manifest.path);
writePages();
await writeWorker();
await Promise.all(unfinished);
sweep(out);

const [whole, small] = [wasm, packed].map(({ length }) => (length / 1e6).toFixed(2));
console.log(`${manifest.path}: ${small} MB, unpacked ${whole} MB`);

/** Bundles and writes scripts and styles; returns a map from each source to what of the page stands for it. */
async function bundlePage() {
  const { outputFiles, metafile } = await bundle(out, scenes, sourceHash());
  for (const file of outputFiles) write(relative(out, file.path), file.contents);
  const names = new Map();
  for (const { source, script, style, imports } of entries(metafile, out)) {
    names.set(source, script);
    names.set(source.replace(/\.ts$/, ".css"), style);
    preloads.set(script, imports);
  }
  return names;
}

/** Tells this build from another: of the Go program and of what the page is made of. */
function sourceHash() {
  const sources = readdirSync(join(web, "src"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
  return hash(Buffer.concat([options.wasm, options.exec, ...sources].map((path) => readFileSync(path))));
}

/** Writes the pages: the whole one, once more for each scene under its own title, the canvas and the gallery. */
function writePages() {
  const page = (name) => renderPage(readFileSync(join(web, name), "utf8"));
  const [index, canvas, cards] = ["index.html", "canvas.html", "gallery.html"].map(page);
  const [first] = gallery;
  const whole = { title: "Sluice", description: about(index), path: "./", image: first.light, site };
  write("index.html", introduce(index, whole));
  write("canvas.html", canvas);
  write("notes.html", page("notes.html"));
  const all = { title: "All scenes · Sluice", description: about(cards), path: "gallery.html" };
  write("gallery.html", introduce(cards, { ...whole, ...all }));
  for (const { id, title, summary, light } of gallery) {
    const path = `scene/${id}.html`;
    const own = { title: `${title} · Sluice`, description: summary, path, image: light };
    const named = index.replace("<body>", `<body data-scene="${id}">`);
    write(path, moveDown(introduce(named, { ...whole, ...own })));
  }
}

/** What a page's source says that it is. */
function about(html) {
  return /<meta name="description" content="([^"]*)">/.exec(html)[1];
}

/** Writes what lets the page be installed. */
function writeManifest() {
  const icon = (size) => placeContent("icon", ".png", drawIcon(size));
  built.set("apple-touch-icon.png", icon(180));
  built.set("manifest.webmanifest", "manifest.webmanifest");
  const icons = [192, 512].map((size) => ({
    src: icon(size),
    sizes: `${size}x${size}`,
    type: "image/png",
    purpose: "any maskable",
  }));
  const colours = { background_color: "#0d1117", theme_color: "#141a22" };
  const names = { name: "Sluice: Go concurrency, running", short_name: "Sluice" };
  const manifest = { ...names, start_url: "./", scope: "./", display: "standalone", ...colours, icons };
  write("manifest.webmanifest", JSON.stringify(manifest));
}

/** Writes the service worker, which knows every file that a browser may ask for, and their version. */
async function writeWorker() {
  const wanted = [...written].filter((path) => !/\.(br|gz)$/.test(path));
  const files = wanted.sort().map((path) => {
    const url = path === "index.html" ? "./" : path;
    return path.startsWith("assets/") ? [url] : [url, integrity(readFileSync(join(out, path)))];
  });
  const result = await build({
    absWorkingDir: web,
    entryPoints: ["src/offline/worker.ts"],
    bundle: true,
    format: "iife",
    target: browsers,
    define: { FILES: JSON.stringify(files), VERSION: JSON.stringify(hash(JSON.stringify(files))) },
    minify: true,
    write: false,
  });
  write("sw.js", result.outputFiles[0].contents);
}

function integrity(content) {
  return `sha256-${createHash("sha256").update(content).digest("base64")}`;
}

/** Puts a file of another tool into the page under a hashed name, which it returns. */
function place(name, source) {
  return placeContent(name, extname(source), readFileSync(source));
}

function placeContent(name, extension, content) {
  const path = `assets/${name}-${hash(content)}${extension}`;
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
    .replace(/( *)<script type="module" src="([^"]+)"/, (script, indent, path) => {
      const links = preloads.get(path).map((path) => `${indent}<link rel="modulepreload" href="${path}">\n`);
      return links.join("") + script;
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
  if ([".woff2", ".jpg", ".png", ".bin"].includes(extname(path))) return;
  const variants = { ".gz": () => gzip(bytes, { level: 9 }), ".br": () => brotli(bytes) };
  for (const [suffix, variant] of Object.entries(variants)) {
    written.add(path + suffix);
    if (same && existsSync(target + suffix)) continue;
    unfinished.push(variant().then((packed) => writeFileSync(target + suffix, packed)));
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
