import { defineConfig } from "@playwright/test";
import tests from "../playwright.config.ts";

/** Takes pictures of every scene: for the gallery page, and to look at. */
export default defineConfig({
  ...tests,
  testDir: ".",
  outputDir: "../test-results/pictures",
  globalSetup: "../test/server.ts",
  timeout: 600_000,
  reporter: "list",
});
