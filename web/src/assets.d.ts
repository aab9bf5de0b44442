declare module "*.css";

/** The ids of the scenes that have a page of their own, scene/ID.html. */
declare const SCENE_PAGES: readonly string[];
