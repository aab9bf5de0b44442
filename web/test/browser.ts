import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const names = [
  "google-chrome",
  "google-chrome-stable",
  "chrome",
  "chromium",
  "chromium-browser",
  "microsoft-edge",
  "msedge",
];

const { PATH = "", PROGRAMFILES, LOCALAPPDATA, SLUICE_BROWSER } = process.env;
const programFiles = [PROGRAMFILES, process.env["PROGRAMFILES(X86)"], LOCALAPPDATA].filter(
  (path) => path !== undefined,
);

const usualPlaces = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  ...programFiles.map((folder) => join(folder, "Google/Chrome/Application/chrome.exe")),
  ...programFiles.map((folder) => join(folder, "Microsoft/Edge/Application/msedge.exe")),
];

const suffix = process.platform === "win32" ? ".exe" : "";
const onPath = names.flatMap((name) => PATH.split(delimiter).map((folder) => join(folder, name + suffix)));

/** The browser to test in: SLUICE_BROWSER, else the first Chrome, Chromium or Edge found; undefined without one. */
export function findBrowser(): string | undefined {
  return [SLUICE_BROWSER, ...onPath, ...usualPlaces].find((path) => path && isExecutable(path));
}

/** Installs Chromium with apt-get; false where there is none, or where this user may not use it unasked. */
export function installBrowser(): boolean {
  const asRoot = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  const aptGet = (...args: string[]) => {
    const [command, ...rest] = [...asRoot, "apt-get", ...args] as [string, ...string[]];
    return spawnSync(command, rest, { stdio: ["ignore", "inherit", "inherit"] }).status === 0;
  };
  return (
    aptGet("--version") && aptGet("update") && aptGet("install", "-y", "--no-install-recommends", "chromium")
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
