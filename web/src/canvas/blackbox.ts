/** Bytes of a slice in the memory of a Go program: its address, length and capacity in eight bytes each. */
const sliceBytes = 24;

/** A slice of Go's; both numbers are below 2 ** 32 in WebAssembly. */
function sliceAt(memory: DataView, address: number): { address: number; length: number } {
  return { address: memory.getUint32(address, true), length: memory.getUint32(address + 8, true) };
}

function bytesAt(memory: DataView, address: number): Uint8Array {
  const slice = sliceAt(memory, address);
  return new Uint8Array(memory.buffer, slice.address, slice.length);
}

/**
 * Reads the runs that were shown out of the memory of a Go program, whether it
 * lives or not, each as a file that can be imported. address is where the
 * program keeps its boxes (web/bridge/box_js.go): so many, each of three
 * slices, which are empty where there is no run.
 */
export function readRuns(
  { buffer }: WebAssembly.Memory,
  address: number,
  boxes: number,
): Uint8Array<ArrayBuffer>[] {
  const memory = new DataView(buffer);
  return Array.from({ length: boxes }, (_, i) => address + 3 * sliceBytes * i)
    .filter((box) => sliceAt(memory, box).length > 0)
    .map((box) => {
      const full = sliceAt(memory, box + sliceBytes);
      const blocks = Array.from({ length: full.length }, (_, i) =>
        bytesAt(memory, full.address + sliceBytes * i),
      );
      const body = [...blocks, bytesAt(memory, box + 2 * sliceBytes)];
      return joined([bytesAt(memory, box), ...body, hash(body)]);
    });
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** FNV-1a, 64 bits in little-endian order: each byte is mixed in by a product with 2 ** 40 + 435. */
function hash(parts: readonly Uint8Array[]): Uint8Array {
  let low = 0x84222325;
  let high = 0xcbf29ce4;
  for (const part of parts) {
    for (const byte of part) {
      const mixed = (low ^ byte) >>> 0;
      const product = mixed * 435;
      high = (Math.imul(high, 435) + Math.floor(product / 2 ** 32) + (mixed << 8)) >>> 0;
      low = product >>> 0;
    }
  }
  const sum = new DataView(new ArrayBuffer(8));
  sum.setUint32(0, low, true);
  sum.setUint32(4, high, true);
  return new Uint8Array(sum.buffer);
}
