import { defineConfig } from "@playwright/test";
import { findBrowser } from "./test/browser.ts";

const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

export default defineConfig({
  testDir: "test",
  outputDir: "test-results",
  workers: 1,
  forbidOnly: true,
  retries: process.env.CI ? 1 : 0, // where nobody can look at a slow machine; the report names what needed it
  timeout: 60_000,
  expect: { timeout: 15_000 },
  globalSetup: "./test/server.ts",
  reporter: [["list"], ["./test/counts.ts"]],
  use: {
    serviceWorkers: "block",
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      executablePath: findBrowser() ?? "",
      args: [
        ...asRoot,
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--use-gl=angle",
        "--use-angle=swiftshader",
        "--enable-unsafe-swiftshader",
      ],
    },
  },
});
