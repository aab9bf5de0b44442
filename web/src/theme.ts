import { readPreference, writePreference } from "./preference.ts";
import { type Tokens, tokenNames } from "./session/core.ts";

export const themeChoices = ["system", "light", "dark"] as const;
export type ThemeChoice = (typeof themeChoices)[number];

const prefersDark = matchMedia("(prefers-color-scheme: dark)");

/** The stored choice, or the system's. */
export function storedTheme(): ThemeChoice {
  const stored = readPreference("theme");
  return themeChoices.find((choice) => choice === stored) ?? "system";
}

/** Remembers the choice. */
export function storeTheme(choice: ThemeChoice): void {
  writePreference("theme", choice);
}

/** Dresses this document, for a projector in a bright room if asked to. */
export function applyTheme(choice: ThemeChoice, highContrast = false): void {
  const dark = choice === "dark" || (choice === "system" && prefersDark.matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  if (highContrast) document.documentElement.dataset.contrast = "high";
  else delete document.documentElement.dataset.contrast;
}

/** Calls fn whenever the system's preference changes. */
export function onSystemTheme(fn: () => void): void {
  prefersDark.addEventListener("change", fn);
}

/** This document's colours as the canvas needs them. */
export function readTokens(): { tokens: Tokens; dark: boolean } {
  const style = getComputedStyle(document.documentElement);
  const entries = tokenNames.map((name) => [name, style.getPropertyValue(cssName(name)).trim()]);
  return {
    tokens: Object.fromEntries(entries) as Tokens,
    dark: document.documentElement.dataset.theme === "dark",
  };
}

function cssName(name: string): string {
  return `--${name.replace(/\d/, "-$&")}`;
}
