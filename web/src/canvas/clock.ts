/** The parts of the toolchain's wasm_exec.js that the clock concerns. */
interface Runtime {
  readonly importObject: WebAssembly.Imports;
  readonly mem: DataView;
}

type Import = (sp: number) => void;

let held = false;
/** The clock's reading while it is held; none before the first one. */
let reading: readonly [low: number, high: number] | undefined;

/**
 * Makes the Go runtime's own clock one that can be held. While a scene works,
 * in one go and with nothing of the page in between, it is: a timer of the
 * renderer that fired then would run before the scene's own goroutines and
 * change their order, so that the same seed gave another run. It saves time,
 * too, as the scheduler reads its clock each time that it has timers.
 */
export function makeHoldable(runtime: Runtime): void {
  const imports = runtime.importObject.gojs as Record<string, Import>;
  const read = imports["runtime.nanotime1"];
  if (!read) throw new Error("wasm_exec.js is of another Go version than the program");
  imports["runtime.nanotime1"] = (sp) => {
    const address = (sp >>> 0) + 8;
    if (reading) {
      runtime.mem.setUint32(address, reading[0], true);
      runtime.mem.setUint32(address + 4, reading[1], true);
      return;
    }
    read(sp);
    const { mem } = runtime;
    if (held) reading = [mem.getUint32(address, true), mem.getUint32(address + 4, true)];
  };
}

/** Holds the clock, or lets it go on where it would be by now. */
export function holdClock(on: boolean): void {
  held = on;
  reading = undefined;
}
