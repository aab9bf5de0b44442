import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

const compress = promisify(brotliCompress);

/** Full takes half a minute for the Go program, quick a second; quick's download is a fifth larger. */
const qualities = { full: constants.BROTLI_MAX_QUALITY, quick: 5 };

/** 8 MB, which is memory in each visitor's browser; 4 MB would cost 1 %, and 16 MB saves nothing. */
const windowBits = 23;

export function brotli(content, quality = qualities.full) {
  return compress(content, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_LGWIN]: windowBits,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    },
  });
}

/** Packs large content, and keeps the last result in folder: what was packed in full is never packed again. */
export async function packOnce(content, folder, quick) {
  const name = createHash("sha256").update(content).digest("hex");
  const file = (quality) => join(folder, `${name}.${quality}`);
  const wanted = quick ? [qualities.full, qualities.quick] : [qualities.full];
  const kept = wanted.map(file).find((path) => existsSync(path));
  if (kept) return readFileSync(kept);
  const quality = wanted.at(-1);
  const packed = await brotli(content, quality);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "part"), packed);
  renameSync(join(folder, "part"), file(quality));
  return packed;
}
