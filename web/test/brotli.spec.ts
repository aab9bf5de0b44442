import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import { brotliStream, initDecoder } from "../src/canvas/brotli.ts";
import { crc32 } from "../src/canvas/crc32.mjs";

/** Text that repeats itself near and far, and noise: more than the decoder hands out at a time. */
const words = Array.from({ length: 10_000 }, (_, i) => `goroutine ${i % 977} waits on ${i % 131}, `).join("");
const content = Buffer.concat([Buffer.from(words), randomBytes(5000), Buffer.from(words)]);
const packed = brotliCompressSync(content);

/** What comes out when these pieces go in. */
async function unpack(pieces: Iterable<Buffer>): Promise<Buffer> {
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(new Uint8Array(piece));
      controller.close();
    },
  });
  return Buffer.from(await new Response(stream.pipeThrough(brotliStream())).arrayBuffer());
}

/** Cuts bytes into pieces of these lengths in turn. */
function* cut(bytes: Buffer, ...lengths: number[]): Generator<Buffer> {
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const length = lengths[i % lengths.length] ?? 1;
    yield bytes.subarray(at, at + length);
    at += length;
  }
}

test.beforeAll(async () => {
  const file = createRequire(import.meta.url).resolve("brotli-dec-wasm/web/bg.wasm");
  await initDecoder(new Uint8Array(readFileSync(file)).buffer);
});

test("a packed stream is unpacked wherever it is cut", async () => {
  for (const lengths of [[packed.length], [1], [2, 3, 5, 7], [1, 4096], [65_536], [0, 999]]) {
    expect((await unpack(cut(packed, ...lengths))).equals(content), `cut at ${lengths}`).toBe(true);
  }
  expect(await unpack([brotliCompressSync("")])).toHaveLength(0);
});

test("a stream that ends too soon, goes on too long or is none fails", async () => {
  await expect(unpack([])).rejects.toThrow("ends too soon");
  for (const length of [1, 100, packed.length >> 1, packed.length - 1]) {
    await expect(unpack(cut(packed.subarray(0, length), 1000))).rejects.toThrow("ends too soon");
  }
  await expect(unpack([packed, Buffer.from("more")])).rejects.toThrow("follow the end");
  await expect(unpack([Buffer.concat([packed, Buffer.from([0])])])).rejects.toThrow("follow the end");
  await expect(unpack([Buffer.from("<!doctype html><title>Not found</title>")])).rejects.toThrow("failed");
});

test("the checksum is that of gzip, in pieces as at once", () => {
  const wanted = gzipSync(content).readUInt32LE(gzipSync(content).length - 8);
  expect(crc32(content)).toBe(wanted);
  let checksum = 0;
  for (const piece of cut(content, 1, 7000)) checksum = crc32(piece, checksum);
  expect(checksum).toBe(wanted);
});
