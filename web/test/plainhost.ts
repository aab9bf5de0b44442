import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";

const dist = fileURLToPath(new URL("../../dist", import.meta.url));
const types: Record<string, string> = { html: "text/html", js: "text/javascript", css: "text/css" };

/**
 * The plainest static host: no compression, few media types, the page under a
 * sub-path. change is given each file, as if another version had been put there;
 * send may answer by itself, and says whether it does.
 */
export async function plainHost(
  prefix: string,
  change = (_: string, content: Buffer): Buffer | string => content,
  send = (_name: string, _response: ServerResponse, _content: Buffer): boolean => false,
): Promise<{ origin: string; close: () => void }> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "", "http://host").pathname;
    const name = path.slice(prefix.length) || "index.html";
    const file = `${dist}/${name}`;
    if (!path.startsWith(prefix) || !existsSync(file)) return response.writeHead(404).end();
    const type = types[file.slice(file.lastIndexOf(".") + 1)] ?? "application/octet-stream";
    if (send(name, response, readFileSync(file))) return;
    response.writeHead(200, { "Content-Type": type });
    return response.end(change(name, readFileSync(file)));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin, close: () => server.close() };
}
