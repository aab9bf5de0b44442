/** What the keyboard can do; the keys are documented in the help. */
export interface Shortcuts {
  togglePlay(): void;
  /** Goes n events forward, or back when negative. */
  step(n: number): void;
  /** Goes to the next marked moment, or to the last one. */
  mark(forward: boolean): void;
  slower(): void;
  faster(): void;
  burst(size: number): void;
  reset(): void;
  /** Left out, as the next one, where there is no dialog to show. */
  share?(): void;
  help?(): void;
  /** Shows the page to an audience; left out where it cannot be. */
  present?(): void;
  /** What a key does while the page is presented; such a key then has no other effect. */
  presenting?(key: string, where: { onControl: boolean; singleKeys: boolean }): (() => void) | undefined;
}

export const burstSizes = [1, 10, 100, 1000] as const;

/** Takes key presses of a window before anything in it, the canvas above all, can swallow them. */
export function bindShortcuts(target: Window, shortcuts: Shortcuts, singleKeys: () => boolean): void {
  target.addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
      const origin = event.composedPath()[0] as Partial<Element>;
      if (isTyping(origin)) return;
      const where = { onControl: isControl(origin), singleKeys: singleKeys() };
      const presenting = shortcuts.presenting?.(event.key, where);
      const act = presenting ?? action(event, shortcuts, where.onControl, where.singleKeys);
      if (!act) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const repeats = !presenting && (event.key.startsWith("Arrow") || [".", ","].includes(event.key));
      if (!event.repeat || repeats) act();
    },
    { capture: true },
  );
}

/** What a key does. A focused control keeps the keys that work it. */
function action(
  event: KeyboardEvent,
  shortcuts: Shortcuts,
  onControl: boolean,
  singleKeys: boolean,
): (() => void) | undefined {
  if (!onControl) {
    if (event.key === " ") return shortcuts.togglePlay;
    if (event.key === "ArrowLeft") return shortcuts.slower;
    if (event.key === "ArrowRight") return shortcuts.faster;
  }
  if (!singleKeys) return undefined;
  if (event.key === ".") return () => shortcuts.step(1);
  if (event.key === ",") return () => shortcuts.step(-1);
  if (event.key === "]") return () => shortcuts.mark(true);
  if (event.key === "[") return () => shortcuts.mark(false);
  if (event.key === "r") return shortcuts.reset;
  if (event.key === "s") return shortcuts.share;
  if (event.key === "?") return shortcuts.help;
  if (event.key === "p") return shortcuts.present;
  const size = burstSizes[Number(event.key) - 1];
  return size === undefined ? undefined : () => shortcuts.burst(size);
}

function isTyping(origin: Partial<Element>): boolean {
  return Boolean(
    origin.closest?.(
      "textarea, select, [contenteditable=true], dialog, input:not([type=range], [type=radio], [type=checkbox])",
    ),
  );
}

function isControl(origin: Partial<Element>): boolean {
  return Boolean(origin.closest?.("button, a, input, summary, [tabindex]:not(canvas)"));
}
