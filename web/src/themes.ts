/** The themes that can be chosen; system is the one that the browser prefers. */
export const themeChoices = ["system", "light", "dark"] as const;
export type ThemeChoice = (typeof themeChoices)[number];
