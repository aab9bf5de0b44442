declare module "*.css";

/** The ids of the scenes that have a page of their own, scene/ID.html. */
declare const SCENE_PAGES: readonly string[];

/** Tells one build of the page from another. */
declare const BUILD: string;
