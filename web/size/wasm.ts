/** A section of a WebAssembly module, by the name that the standard gives its id, or by its own. */
export interface Section {
  readonly name: string;
  readonly bytes: number;
}

export interface Module {
  readonly sections: readonly Section[];
  /** The code of each function that has a name, in bytes. */
  readonly functions: readonly { readonly name: string; readonly bytes: number }[];
}

const names = ["custom", "types", "imports", "functions", "table", "memory", "globals", "exports", "start"];
names.push("elements", "code", "data", "data count");

/** Reads what takes the room in a WebAssembly module that was linked with its name section. */
export function readModule(file: Uint8Array<ArrayBuffer>): Module {
  const module = new WebAssembly.Module(file);
  const imported = WebAssembly.Module.imports(module).filter(({ kind }) => kind === "function").length;
  const sections: Section[] = [];
  const bodies: number[] = [];
  const reader = new Reader(file.subarray(8)); // after the magic number and the version
  while (!reader.done) {
    const id = reader.byte();
    const content = new Reader(reader.vector());
    const bytes = content.left;
    const name = id === 0 ? content.text() : (names[id] ?? String(id));
    sections.push({ name, bytes });
    if (name === "code") content.times(() => bodies.push(content.vector().length));
  }
  const functions = readNames(module).map(({ index, name }) => ({
    name,
    bytes: bodies[index - imported] ?? 0,
  }));
  return { sections, functions };
}

/** The names of a module's functions, imported ones among them. */
function readNames(module: WebAssembly.Module): { index: number; name: string }[] {
  const found: { index: number; name: string }[] = [];
  for (const section of WebAssembly.Module.customSections(module, "name")) {
    const reader = new Reader(new Uint8Array(section));
    while (!reader.done) {
      const ofFunctions = reader.byte() === 1;
      const list = new Reader(reader.vector());
      if (ofFunctions) list.times(() => found.push({ index: list.number(), name: list.text() }));
    }
  }
  return found;
}

/** Reads the module's encoding: bytes, numbers in LEB128, and vectors and texts after their lengths. */
class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  get done(): boolean {
    return this.left <= 0;
  }

  byte(): number {
    return this.#bytes[this.#at++] ?? 0;
  }

  number(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  }

  vector(): Uint8Array {
    const length = this.number();
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  text(): string {
    return new TextDecoder().decode(this.vector());
  }

  times(read: () => void): void {
    for (let n = this.number(); n > 0; n--) read();
  }
}
