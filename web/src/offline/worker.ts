/**
 * The service worker: it keeps one version of the whole page, so that it opens
 * without a network and never mixes files of two versions. A new version is
 * fetched beside the old one and takes over when no page shows the old one any
 * more, or when a page says so.
 */

import { nativeBrotli } from "../nativebrotli.ts";

/** Written by the build: what belongs to the page, with a checksum for what is not named by its content. */
declare const FILES: readonly (readonly [path: string, integrity?: string])[];
declare const VERSION: string;

/** The part of a service worker's scope that is used here. */
interface Scope {
  readonly registration: { readonly scope: string };
  skipWaiting(): Promise<void>;
  addEventListener(
    name: "install" | "activate",
    fn: (event: { waitUntil(done: Promise<unknown>): void }) => void,
  ): void;
  addEventListener(
    name: "fetch",
    fn: (event: { readonly request: Request; respondWith(response: Promise<Response>): void }) => void,
  ): void;
  addEventListener(name: "message", fn: (event: { readonly data: unknown }) => void): void;
}

const worker = self as unknown as Scope;
const { scope } = worker.registration;
/** Other pages of this origin have caches, too. */
const family = `sluice ${scope} `;
const cacheName = family + VERSION;

worker.addEventListener("install", (event) => event.waitUntil(fetchAll()));

worker.addEventListener("activate", (event) => event.waitUntil(dropOthers()));

worker.addEventListener("message", ({ data }) => {
  if (data === "activate") void worker.skipWaiting();
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith(scope)) event.respondWith(answer(request));
});

/** Fetches the version whole; if a file is missing or of another version, it is not installed. */
async function fetchAll(): Promise<void> {
  const cache = await caches.open(cacheName);
  await Promise.all(
    needed().map(async ([path, integrity]) => {
      const response = await fetch(path, integrity ? { integrity, cache: "no-cache" } : {});
      if (!response.ok) throw new Error(`${path}: status ${response.status}`);
      // A page may not be answered with a response that was redirected, as by hosts that drop ".html".
      await cache.put(path, response.redirected ? new Response(response.body, response) : response);
    }),
  );
}

/** All files but the decoder, where the browser needs none. */
function needed(): typeof FILES {
  return nativeBrotli() ? FILES.filter(([path]) => !path.endsWith(".wasm")) : FILES;
}

async function dropOthers(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith(family) && name !== cacheName);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** The file as this version has it; what it has not, and what is asked for anew, comes from the network. */
async function answer(request: Request): Promise<Response> {
  if (request.cache === "reload") return fetch(request);
  const cache = await caches.open(cacheName);
  // Where the browser has lost a part of the version, the network may have another one: then all comes from there.
  if (request.mode === "navigate" && (await cache.keys()).length < FILES.length) return fetch(request);
  const path = request.url.replace(/[?#].*/, "").replace(/\/index\.html$/, "/");
  return (await cache.match(path)) ?? fetch(request);
}
