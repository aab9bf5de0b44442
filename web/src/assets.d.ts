declare module "*.css";

/** An asset's address, relative to the script that imports it. */
declare module "brotli-dec-wasm/web/bg.wasm" {
  const path: string;
  export default path;
}

/** The ids of the scenes that have a page of their own, scene/ID.html. */
declare const SCENE_PAGES: readonly string[];

/** Tells one build of the page from another. */
declare const BUILD: string;
