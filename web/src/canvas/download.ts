import { strings } from "../strings.ts";

/** The part of the manifest that says where the Go program is and how big. */
export interface ProgramFile {
  readonly path: string;
  readonly bytes: number;
  readonly gzipPath: string;
  readonly gzipBytes: number;
}

/** Why the Go program could not be loaded, as a sentence for the page. */
export class LoadError extends Error {}

type Form = "gzip" | "wasm" | "other";

/**
 * Downloads and compiles the Go program in one stream and calls onProgress with
 * the bytes that have really arrived and their expected total. The compressed
 * file is fetched where the browser can unpack it; a host that has unpacked it
 * already is recognised by the first bytes. Every failure is a LoadError.
 */
export async function loadProgram(
  file: ProgramFile,
  imports: WebAssembly.Imports,
  cache: RequestCache,
  onProgress: (received: number, total: number) => void,
): Promise<WebAssembly.Instance> {
  const path = "DecompressionStream" in window ? file.gzipPath : file.path;
  const response = await fetch(path, { cache }).catch(() => {
    throw new LoadError(strings.load.unreachable);
  });
  if (!response.ok || !response.body) throw new LoadError(strings.load.missing(path, response.status));
  const { form, body } = await sniff(response.body);
  if (form === "other") throw new LoadError(strings.load.otherFile(path));

  const total = form === "gzip" ? file.gzipBytes : file.bytes;
  let received = 0;
  const counted = body.pipeThrough(
    new TransformStream<BufferSource, BufferSource>({
      transform(chunk, controller) {
        received += chunk.byteLength;
        onProgress(received, total);
        controller.enqueue(chunk);
      },
    }),
  );
  const wasm = form === "gzip" ? counted.pipeThrough(new DecompressionStream("gzip")) : counted;
  try {
    const headers = { "Content-Type": "application/wasm" };
    return (await WebAssembly.instantiateStreaming(new Response(wasm, { headers }), imports)).instance;
  } catch (error) {
    if (received < total) throw new LoadError(strings.load.truncated(received, total));
    throw new LoadError(strings.load.damaged((error as Error).message));
  }
}

/** Reads far enough to tell what a stream holds, and returns the whole stream. */
async function sniff(
  stream: ReadableStream<BufferSource>,
): Promise<{ form: Form; body: ReadableStream<BufferSource> }> {
  const reader = stream.getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let head = "";
  while (head.length < 4) {
    const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }));
    if (done || !value) break;
    const bytes = value as Uint8Array<ArrayBuffer>;
    chunks.push(bytes);
    head += String.fromCharCode(...bytes.subarray(0, 4));
  }
  const body = new ReadableStream<BufferSource>({
    async pull(controller) {
      const chunk = chunks.shift();
      if (chunk) return controller.enqueue(chunk);
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
  if (head.startsWith("\x1f\x8b")) return { form: "gzip", body };
  return { form: head.startsWith("\0asm") ? "wasm" : "other", body };
}
