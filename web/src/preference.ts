/** A stored choice of this browser's user; undefined without one, or where storage is not allowed. */
export function readPreference(name: string): string | undefined {
  try {
    return localStorage.getItem(`sluice.${name}`) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Remembers a choice; where storage is not allowed it lasts as long as the page. */
export function writePreference(name: string, value: string): void {
  try {
    localStorage.setItem(`sluice.${name}`, value);
  } catch {
    return;
  }
}
