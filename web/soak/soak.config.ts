import { defineConfig } from "@playwright/test";
import tests from "../playwright.config.ts";

/** Uses the page at random for long, and looks at what it takes. */
export default defineConfig({
  ...tests,
  testDir: ".",
  outputDir: "../test-results/soak",
  globalSetup: "../test/server.ts",
  timeout: 0,
  reporter: "list",
  use: { ...tests.use, serviceWorkers: "allow" },
});
