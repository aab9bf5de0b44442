const now = performance.now.bind(performance);
let held: number | undefined;

/**
 * The Go runtime reads its timers' clock from performance.now. While a scene
 * works, in one go and with nothing of the page in between, that clock is held:
 * a timer of the renderer that fired then would run before the scene's own
 * goroutines and change their order, so that the same seed gave another run.
 */
performance.now = () => held ?? now();

/** Holds the clock, or lets it go on where it would be by now. */
export function holdClock(on: boolean): void {
  held = on ? now() : undefined;
}
