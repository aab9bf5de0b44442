// Makes sure before a long test run that there is a browser to end it in.

import { findBrowser, installBrowser } from "./browser.ts";

const browser = findBrowser() || (installBrowser() && findBrowser());
if (browser) {
  console.log(`browser: ${browser}`);
} else {
  console.error(
    "The browser tests need Chrome, Chromium or Edge: install one, or name its executable in SLUICE_BROWSER.",
  );
  process.exitCode = 1;
}
