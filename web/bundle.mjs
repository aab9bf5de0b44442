import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const web = dirname(fileURLToPath(import.meta.url));
export const browsers = ["chrome119", "firefox121", "safari17.4"];

/**
 * Bundles the pages' scripts, styles, fonts and the decoder for a built page in
 * out, and tells them which build they are of; returns esbuild's result.
 */
export function bundle(out, scenes, buildHash) {
  return build({
    absWorkingDir: web,
    entryPoints: ["src/page.ts", "src/canvas.ts", "src/gallery.ts", "src/notes.ts"],
    outdir: join(out, "assets"),
    entryNames: "[name]-[hash]",
    chunkNames: "shared-[hash]",
    assetNames: "[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    target: browsers,
    loader: { ".woff2": "file", ".wasm": "file" },
    define: { SCENE_PAGES: JSON.stringify(scenes.map(({ id }) => id)), BUILD: JSON.stringify(buildHash) },
    minify: true,
    legalComments: "none",
    // While English is the only language.
    logOverride: { "empty-glob": "silent" },
    metafile: true,
    write: false,
  });
}

/** The entry points of a bundle: each one's source, script, style, and the scripts that the script imports at once. */
export function entries({ outputs }, out) {
  const place = (path) => path && relative(out, resolve(web, path));
  const imported = (path) =>
    outputs[path].imports
      .filter(({ kind }) => kind === "import-statement")
      .flatMap(({ path }) => [path, ...imported(path)]);
  return Object.entries(outputs)
    .filter(([, { entryPoint }]) => entryPoint)
    .map(([path, { entryPoint, cssBundle }]) => ({
      source: entryPoint,
      script: place(path),
      style: place(cssBundle),
      imports: [...new Set(imported(path))].map(place),
    }));
}
