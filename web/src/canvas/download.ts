import decoder from "brotli-dec-wasm/web/bg.wasm";
import { nativeBrotli } from "../nativebrotli.ts";
import { strings } from "../strings.ts";
import { brotliStream, initDecoder } from "./brotli.ts";
import { crc32 } from "./crc32.mjs";

/** The part of the manifest that says where the Go program is and how big. */
export interface ProgramFile {
  readonly path: string;
  readonly bytes: number;
  /** The packed file's first bytes, in hexadecimal: brotli has no mark of its own. */
  readonly head: string;
  /** Nor has it a checksum. */
  readonly crc32: number;
  readonly unpackedBytes: number;
}

/** Why the Go program could not be loaded, as a sentence for the page. */
export class LoadError extends Error {}

/** The first bytes of every WebAssembly module. */
const wasmHead = "0061736d";

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * Downloads, unpacks and compiles the Go program in one stream and calls
 * onProgress with the bytes that have really arrived and their expected total.
 * A host that has unpacked the file already is recognised by the first bytes.
 * Every failure is a LoadError.
 */
export async function loadProgram(
  file: ProgramFile,
  imports: WebAssembly.Imports,
  cache: RequestCache,
  onProgress: (received: number, total: number) => void,
): Promise<WebAssembly.Instance> {
  const [response, unpacker] = await Promise.all([fetchFile(file.path, cache), createUnpacker(cache)]);
  const { head, body } = await sniff(response.body as ReadableStream<Bytes>);
  if (head !== file.head && head !== wasmHead) throw new LoadError(strings.load.otherFile(file.path));

  const packed = head === file.head;
  const total = packed ? file.bytes : file.unpackedBytes;
  let received = 0;
  let checksum = 0;
  const counted = body.pipeThrough(
    new TransformStream<Bytes, Bytes>({
      transform(chunk, controller) {
        received += chunk.byteLength;
        if (packed) checksum = crc32(chunk, checksum);
        onProgress(received, total);
        controller.enqueue(chunk);
      },
      flush() {
        if (packed && checksum !== file.crc32) throw new TypeError("its checksum is another one");
      },
    }),
  );
  const wasm = packed ? counted.pipeThrough(unpacker) : counted;
  try {
    const headers = { "Content-Type": "application/wasm" };
    return (await WebAssembly.instantiateStreaming(new Response(wasm, { headers }), imports)).instance;
  } catch (error) {
    if (received < total) throw new LoadError(strings.load.truncated(received, total));
    throw new LoadError(strings.load.damaged((error as Error).message));
  }
}

async function fetchFile(path: string, cache: RequestCache): Promise<Response> {
  const response = await fetch(path, { cache }).catch(() => {
    throw new LoadError(strings.load.unreachable);
  });
  if (!response.ok || !response.body) throw new LoadError(strings.load.missing(path, response.status));
  return response;
}

/** What unpacks brotli: the browser itself or, where it cannot, a decoder that is fetched beside the program. */
async function createUnpacker(cache: RequestCache): Promise<ReadableWritablePair<Bytes, Bytes>> {
  const native = nativeBrotli();
  if (native) return native as ReadableWritablePair<Bytes, Bytes>;
  const response = await fetchFile(new URL(decoder, import.meta.url).href, cache);
  await initDecoder(await response.arrayBuffer());
  return brotliStream();
}

/** Reads far enough to tell what a stream begins with, and returns the whole stream. */
async function sniff(stream: ReadableStream<Bytes>): Promise<{ head: string; body: ReadableStream<Bytes> }> {
  const reader = stream.getReader();
  const chunks: Bytes[] = [];
  let head = "";
  while (head.length < wasmHead.length) {
    const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }));
    if (done || !value) break;
    chunks.push(value);
    for (const byte of value.subarray(0, 4)) head += byte.toString(16).padStart(2, "0");
  }
  const body = new ReadableStream<Bytes>({
    async pull(controller) {
      const chunk = chunks.shift();
      if (chunk) return controller.enqueue(chunk);
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return { head: head.slice(0, wasmHead.length), body };
}
