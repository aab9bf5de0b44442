import { el } from "../dom.ts";

/** Hands a file to the browser, which saves it as it does with downloads. */
export function saveFile(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  el("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // the browser may still be reading
}
