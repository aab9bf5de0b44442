// Draws Sluice's sign as PNG files: the gate with one job passing through.

import { deflateSync } from "node:zlib";
import { crc32 } from "./src/canvas/crc32.mjs";

/** Colours as red, green and blue. */
const ground = [13, 17, 23];
const gate = [86, 180, 233];
const job = [230, 159, 0];

/** The gate's bars in a field of 20 by 20, as x0, y0, x1, y1, and half their width. */
const bars = [
  [3, 3, 3, 17],
  [17, 3, 17, 17],
  [3, 10, 6, 10],
  [14, 10, 17, 10],
];
const barRadius = 1.2;
const jobRadius = 2;

/** How much of the picture the sign takes: launchers may cut off a tenth at each side. */
const share = 0.62;

/** The sign on a dark ground as a PNG of size by size pixels. */
export function drawIcon(size) {
  const rows = Buffer.alloc(size * (1 + 3 * size)); // each row begins with its filter, 0 for none
  const unit = (size * share) / 20;
  const place = (pixel) => (pixel + 0.5 - size / 2) / unit + 10;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const [px, py] = [place(x), place(y)];
      const toGate = Math.min(...bars.map((bar) => distance(px, py, bar))) - barRadius;
      const toJob = Math.hypot(px - 10, py - 10) - jobRadius;
      const colour = mix(mix(ground, gate, cover(toGate * unit)), job, cover(toJob * unit));
      rows.set(colour, y * (1 + 3 * size) + 1 + 3 * x);
    }
  }
  return encode(size, rows);
}

/** How far a point is from a bar's middle line. */
function distance(x, y, [x0, y0, x1, y1]) {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const along = ((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy);
  const part = Math.min(Math.max(along, 0), 1);
  return Math.hypot(x - x0 - part * dx, y - y0 - part * dy);
}

/** How much of a pixel a shape covers whose edge is that many pixels away; inside is negative. */
function cover(pixels) {
  return Math.min(Math.max(0.5 - pixels, 0), 1);
}

function mix(under, over, part) {
  return under.map((value, i) => Math.round(value + (over[i] - value) * part));
}

/** A PNG of 8-bit RGB rows. */
function encode(size, rows) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 2, 0, 0, 0], 8); // bits, RGB, and the only methods that there are
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(kind, data) {
  const body = Buffer.concat([Buffer.from(kind, "latin1"), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
