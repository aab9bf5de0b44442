import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Records the programs of test/programs with these names; returns the folder of the runs, NAME.sluice each. */
export function record(...names: readonly string[]): string {
  const runs = mkdtempSync(join(tmpdir(), "sluice-"));
  for (const name of names) {
    const args = ["record", "-o", join(runs, `${name}.sluice`), `./web/test/programs/${name}`];
    const { error } = spawnSync("build/sluice", args, { cwd: root });
    if (error) throw error;
  }
  return runs;
}

/** Shows a recorded run, beside the Program tab. */
export async function show(page: Page, file: string): Promise<void> {
  const bytes = [...readFileSync(file)];
  await page.evaluate((bytes) => window.sluice.import(new Uint8Array(bytes)), bytes);
  await page.getByRole("tab", { name: "Program" }).click();
}
