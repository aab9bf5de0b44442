import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** Serves dist/ with the project's own server while the tests run; its address is in SLUICE_URL. */
export default async function serveBuiltPage(): Promise<() => Promise<void>> {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const server = spawn("build/sluice", ["serve", "-addr", "127.0.0.1:0"], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  for await (const line of createInterface({ input: server.stdout })) {
    process.env.SLUICE_URL = /http:\S+/.exec(line)?.[0];
    break;
  }
  if (!process.env.SLUICE_URL) throw new Error("build/sluice serve did not print an address");
  return async () => {
    server.kill("SIGTERM");
    await ended;
  };
}
