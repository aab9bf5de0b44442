import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, test } from "./page.ts";

// A program is built, run and watched by the command that people use; all of it is one visit.

interface Watched {
  command: ChildProcess;
  address: string;
}

async function watch(pkg: string): Promise<Watched> {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const command = spawn(
    `${root}/build/sluice`,
    ["watch", "-addr", "127.0.0.1:0", "-dir", `${root}/dist`, ".", "exit"],
    {
      cwd: `${root}/${pkg}`,
      stdio: ["pipe", "ignore", "pipe"],
    },
  );
  for await (const line of createInterface({ input: command.stderr as NonNullable<typeof command.stderr> })) {
    const address = /http:\S+/.exec(line)?.[0];
    if (address) return { command, address };
  }
  throw new Error("sluice watch did not print an address");
}

test("a running program is shown live, can be gone back in, and is kept when it ends", async ({ page }) => {
  const { command, address } = await watch("record/testdata/watched");
  const ended = new Promise<number | null>((resolve) => command.once("exit", resolve));
  await page.addInitScript(() => localStorage.setItem("sluice.welcomed", "yes"));
  await page.goto(address);
  await page.evaluate(() => window.sluice.ready);
  const completed = () => page.evaluate(() => window.sluice.stats().completed);
  const live = page.getByRole("button", { name: "Live" });

  await expect(live).toHaveAttribute("aria-pressed", "true");
  await expect.poll(completed).toBeGreaterThan(20);
  const goroutines = await page.evaluate(() => window.sluice.world().goroutines);
  expect(goroutines.map((g) => g.name).sort()).toEqual([
    "collect",
    "main",
    "main.func1",
    "work",
    "work",
    "work",
  ]);
  expect(goroutines.find((g) => g.name === "main.func1")?.state).toBe("waiting outside");
  expect(goroutines.find((g) => g.name === "work")?.file).toBe("main.go");
  const states = await page.evaluate(async () => {
    const seen = new Set<string>();
    while (seen.size < 2) {
      for (const g of window.sluice.world().goroutines) if (g.name === "work") seen.add(g.state);
      await new Promise(requestAnimationFrame);
    }
    return [...seen];
  });
  expect(states).toContain("sleeping");
  expect(await page.evaluate(() => window.sluice.stats().particlesDrawn)).toBeGreaterThan(0);

  await page.evaluate(() => window.sluice.pause());
  const before = await completed();
  await page.evaluate(() => window.sluice.seek(500));
  await expect(live).toHaveAttribute("aria-pressed", "false");
  expect(await completed()).toBeLessThan(before);
  await live.click();
  await expect(live).toHaveAttribute("aria-pressed", "true");
  await expect.poll(completed).toBeGreaterThan(before);

  command.stdin?.end();
  expect(await ended).toBe(3); // the program's own status
  await expect(live).toBeHidden();
  await expect(page.getByText("The program has ended itself, with status 3")).toBeVisible();
  expect(await completed()).toBeGreaterThan(before);
  const size = await page.evaluate(() => {
    const file = window.sluice.export();
    window.sluice.import(file);
    return file.length;
  });
  expect(size).toBeGreaterThan(1000);
});
