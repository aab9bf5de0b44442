const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const none = "–";

/** 1240 as "1,240". */
export function count(n: number): string {
  return Number.isFinite(n) ? whole.format(n) : none;
}

/** A number with at most three significant digits and three decimals below 1000, and whole above. */
export function brief(n: number): string {
  if (!Number.isFinite(n)) return none;
  return Math.abs(n) >= 1000 ? whole.format(n) : String(Number(Number(n.toPrecision(3)).toFixed(3)));
}

/** Jobs per second as "19.6/s". */
export function rate(perSecond: number): string {
  return Number.isFinite(perSecond)
    ? `${perSecond < 1000 ? perSecond.toFixed(1) : whole.format(perSecond)}/s`
    : none;
}

/** A duration in milliseconds as "48 ms", "0.51 s" or "132 s". */
export function duration(ms: number): string {
  if (!Number.isFinite(ms)) return none;
  if (ms < 100) return `${brief(ms)} ms`;
  const seconds = ms / 1000;
  return `${seconds < 100 ? seconds.toFixed(2) : whole.format(seconds)} s`;
}

/** A point of virtual time as "10.214 s". */
export function moment(ms: number): string {
  if (!Number.isFinite(ms)) return none;
  return short ? `${ms.toFixed(3)} ms` : `${(ms / 1000).toFixed(3)} s`;
}

/** A run that is over in less than this is told in milliseconds, with three decimals too. */
const shortMs = 500;
let short = false;

/** Chooses the unit of all moments from how long the run is that they are of. */
export function momentsOf(lastedMs: number): void {
  short = lastedMs < shortMs;
}

/** A moment of wall time, in milliseconds since 1970, as "14:05:09". */
export function clock(ms: number): string {
  return new Date(ms).toLocaleTimeString("en-GB");
}

/** A percentage as "14.5 %". */
export function percent(pct: number): string {
  return Number.isFinite(pct) ? `${pct.toFixed(1)} %` : none;
}

/** A speed as "0.5×", or where it is very low as "46 µs/s". */
export function speed(factor: number): string {
  if (factor < 0.001) return `${brief(Number((factor * 1e6).toPrecision(2)))} µs/s`;
  return `${brief(factor)}×`;
}

/** A size as "512 B", "8.4 kB" or "69.1 MB". */
export function fileSize(bytes: number): string {
  if (!Number.isFinite(bytes)) return none;
  if (bytes < 1000) return `${brief(bytes)} B`;
  return bytes < 1e6 ? `${brief(bytes / 1000)} kB` : `${brief(bytes / 1e6)} MB`;
}

/** A size as "2.94 MB". */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(2)} MB`;
}
