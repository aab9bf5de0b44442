import { BrotliDecStream, BrotliStreamResultCode, initSync } from "brotli-dec-wasm/web";

type Bytes = Uint8Array<ArrayBuffer>;

/** How much is unpacked at a time, in bytes. */
const portion = 1 << 18;

/** Makes the decoder ready, from the bytes of its module; rejects what is no such module. */
export async function initDecoder(module: ArrayBuffer): Promise<void> {
  initSync({ module: await WebAssembly.compile(module) });
}

/**
 * A stream that unpacks brotli, wherever its chunks are cut, for browsers
 * whose DecompressionStream cannot. It fails on bytes that are no brotli or
 * follow its end, and on an end that comes too soon; a damaged byte may pass,
 * as brotli has no checksum. The decoder must be ready.
 */
export function brotliStream(): TransformStream<Bytes, Bytes> {
  const decoder = new BrotliDecStream();
  let ended = false;
  return new TransformStream({
    transform(chunk, controller) {
      let rest = chunk;
      let more = true;
      while (more) {
        const result = decoder.dec(rest, portion);
        const { buf, code, input_offset: taken } = result;
        result.free();
        if (buf.length > 0) controller.enqueue(buf as Bytes);
        rest = rest.subarray(taken);
        ended = code === BrotliStreamResultCode.ResultSuccess;
        more = code === BrotliStreamResultCode.NeedsMoreOutput;
      }
      if (ended && rest.length > 0) throw new TypeError("bytes follow the end of the brotli stream");
    },
    flush() {
      decoder.free();
      if (!ended) throw new TypeError("the brotli stream ends too soon");
    },
  });
}
