import { mostBeside } from "../session/address.ts";
import type { Core, Host } from "../session/core.ts";
import { readRuns } from "./blackbox.ts";
import { setClocks } from "./clock.ts";

/** What wasm_exec.js, the Go toolchain's own loader, puts on the window. */
interface GoRuntime {
  readonly importObject: WebAssembly.Imports;
  readonly mem: DataView;
  exit: (code: number) => void;
  run(instance: WebAssembly.Instance): Promise<void>;
}

interface GoWindow {
  Go?: new () => GoRuntime;
  fs: { writeSync(fd: number, bytes: Uint8Array): number };
  sluiceCore?: Core;
  sluiceHost?: Host;
}

const go = window as unknown as GoWindow;

/** How much of the program's error output is kept, in characters. */
const keptOutput = 16_384;

/** How the Go program ended. */
export interface Exit {
  /** The first line of its error output, such as "panic: no such job". */
  readonly headline: string;
  /** Its error output, of which the beginning matters and is kept. */
  readonly output: string;
}

/** Whether wasm_exec.js was loaded. */
export function runtimeLoaded(): boolean {
  return go.Go !== undefined;
}

/** A Go program that is about to run in this page. */
export class Program {
  readonly #runtime: GoRuntime;
  #output = "";
  #memory: WebAssembly.Memory | undefined;
  #box = 0;

  constructor(host: Host) {
    if (!go.Go) throw new Error("wasm_exec.js is not loaded");
    this.#runtime = new go.Go();
    setClocks(this.#runtime);
    go.sluiceHost = host;
    const decoder = new TextDecoder();
    go.fs.writeSync = (fd, bytes) => {
      const text = decoder.decode(bytes, { stream: true });
      if (fd !== 2) console.log(text.trimEnd());
      else if (this.#output.length < keptOutput) this.#output += text;
      return bytes.length;
    };
  }

  get imports(): WebAssembly.Imports {
    return this.#runtime.importObject;
  }

  /** The runs that the program shows or, once it has ended, has shown last: each as a file, the first scene's first. */
  runs(): Uint8Array<ArrayBuffer>[] {
    return this.#memory && this.#box ? readRuns(this.#memory, this.#box, 1 + mostBeside) : [];
  }

  /**
   * Runs the program until it exits, by itself or by a trap. Calls onCore once,
   * after the program has put its functions on the window and has yielded.
   */
  async run(instance: WebAssembly.Instance, onCore: (core: Core) => void): Promise<Exit> {
    this.#memory = instance.exports.mem as WebAssembly.Memory;
    Object.defineProperty(window, "sluiceCore", {
      configurable: true,
      set: (core: Core) => {
        Object.defineProperty(window, "sluiceCore", { configurable: true, value: core });
        this.#box = core.box;
        queueMicrotask(() => onCore(core));
      },
    });
    let code = 0;
    this.#runtime.exit = (status) => {
      code = status;
    };
    const trap = trapped();
    const fault = await Promise.race([this.#runtime.run(instance), trap.fault]);
    trap.stop();
    const output = this.#output.trim() || String(fault ?? `exit status ${code}`);
    return { headline: output.split("\n", 1)[0] ?? "", output };
  }
}

/** Waits for a fault of the WebAssembly machine, which surfaces as an uncaught error. */
function trapped(): { fault: Promise<Error>; stop: () => void } {
  const { promise, resolve } = Promise.withResolvers<Error>();
  const listen = (event: ErrorEvent) => {
    if (event.error instanceof WebAssembly.RuntimeError || event.error instanceof RangeError)
      resolve(event.error);
  };
  window.addEventListener("error", listen);
  return { fault: promise, stop: () => window.removeEventListener("error", listen) };
}
