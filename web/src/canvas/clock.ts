/** The parts of the toolchain's wasm_exec.js that the clock concerns. */
interface Runtime {
  readonly importObject: WebAssembly.Imports;
  readonly mem: DataView;
}

type Import = (sp: number) => void;

/** What a clock says: milliseconds since 1970, of which no part was ever taken back. */
let steadyMs = Date.now();
let lastMs = performance.now();
let held = false;
/** The clock's reading while it is held; none before the first one. */
let heldMs: number | undefined;

/** A clock that only goes forward, whatever is done to the one of the machine. */
function steady(): number {
  const now = performance.now();
  if (now > lastMs) steadyMs += now - lastMs;
  lastMs = now;
  return steadyMs;
}

/** The clock of the runtime's timers. */
function holdable(): number {
  if (!held) return steady();
  heldMs ??= steady();
  return heldMs;
}

/**
 * Gives the Go runtime clocks that never go back, as its scheduler expects and
 * as every limit of time in the program needs, and one of them can be held.
 * While a scene works, in one go and with nothing of the page in between, it
 * is: a timer of the renderer that fired then would run before the scene's own
 * goroutines and change their order, so that the same seed gave another run.
 */
export function setClocks(runtime: Runtime): void {
  const imports = runtime.importObject.gojs as Record<string, Import>;
  if (!imports["runtime.nanotime1"] || !imports["runtime.walltime"])
    throw new Error("wasm_exec.js is of another Go version than the program");
  const write = (address: number, value: number) => {
    runtime.mem.setUint32(address, value, true);
    runtime.mem.setUint32(address + 4, value / 2 ** 32, true);
  };
  imports["runtime.nanotime1"] = (sp) => write((sp >>> 0) + 8, Math.floor(holdable() * 1e6));
  imports["runtime.walltime"] = (sp) => {
    const ms = steady();
    write((sp >>> 0) + 8, Math.floor(ms / 1000));
    runtime.mem.setInt32((sp >>> 0) + 16, (ms % 1000) * 1e6, true);
  };
}

/** Holds the clock, or lets it go on where it would be by now. */
export function holdClock(on: boolean): void {
  held = on;
  heldMs = undefined;
}
