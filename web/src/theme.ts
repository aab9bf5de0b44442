import { readPreference, writePreference } from "./preference.ts";
import { type Tokens, tokenNames } from "./session/core.ts";
import { type ThemeChoice, themeChoices } from "./themes.ts";

const prefersDark = matchMedia("(prefers-color-scheme: dark)");
const forcedColours = matchMedia("(forced-colors: active)");

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

/** Calls fn whenever the system's preference changes, or the colours that a person has chosen for all pages. */
export function onSystemTheme(fn: () => void): void {
  prefersDark.addEventListener("change", fn);
  forcedColours.addEventListener("change", fn);
}

/** This document's colours as the canvas needs them. */
export function readTokens(): { tokens: Tokens; dark: boolean } {
  const style = getComputedStyle(document.documentElement);
  const entries = tokenNames.map((name) => [name, hex(style.getPropertyValue(cssName(name)).trim())]);
  const tokens = Object.fromEntries(entries) as Tokens;
  return { tokens, dark: isDark(tokens.bg) };
}

/** A colour as #rrggbb, however the style sheet writes it; the system's colours have names. */
function hex(colour: string): string {
  const probe = document.createElement("span");
  probe.style.color = colour;
  document.documentElement.append(probe);
  const [r, g, b] = getComputedStyle(probe).color.match(/\d+/g) ?? [];
  probe.remove();
  return `#${[r, g, b].map((part) => Number(part).toString(16).padStart(2, "0")).join("")}`;
}

/** Whether a background calls for bright shapes. */
function isDark(background: string): boolean {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => Number.parseInt(background.slice(i, i + 2), 16));
  return 0.3 * r + 0.59 * g + 0.11 * b < 128;
}

function cssName(name: string): string {
  return `--${name.replace(/\d/, "-$&")}`;
}
