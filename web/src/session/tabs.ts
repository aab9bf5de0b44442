/** The panels beside the picture. */
export const tabNames = [
  "lesson",
  "program",
  "results",
  "code",
  "knobs",
  "metrics",
  "words",
  "goroutines",
  "output",
] as const;
export type TabName = (typeof tabNames)[number];
