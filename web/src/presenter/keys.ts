import type { Presenter } from "./presenter.ts";

/** What a presenter's keys do beside moving through the slides. */
export interface PresenterActions {
  leave(): void;
  openNotes(): void;
  toggleFullscreen(): void;
}

/**
 * What a key does while something is presented; undefined leaves the key to
 * the ordinary shortcuts. Only named keys work when single characters do not.
 */
export function presenterKey(
  presenter: Presenter,
  { leave, openNotes, toggleFullscreen }: PresenterActions,
  key: string,
  { onControl, singleKeys }: { onControl: boolean; singleKeys: boolean },
): (() => void) | undefined {
  if (!presenter.on) return undefined;
  if (key === "PageDown") return () => presenter.next();
  if (key === "PageUp") return () => presenter.back();
  if (key === "Escape") return leave;
  if (key === " " && !onControl && presenter.asking) return () => presenter.next();
  if (!singleKeys) return undefined;
  if (/^[1-9]$/.test(key)) return () => presenter.choose(Number(key));
  const actions: Readonly<Record<string, () => void>> = {
    ".": () => presenter.toggleBlank(),
    b: () => presenter.toggleBlank(),
    r: () => presenter.reset(),
    l: () => presenter.toggleLoop(),
    n: openNotes,
    f: toggleFullscreen,
    p: leave,
  };
  return actions[key];
}
