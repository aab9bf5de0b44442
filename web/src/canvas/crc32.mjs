const table = Int32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  return crc;
});

/**
 * The CRC-32, as in PNG and gzip, of bytes that follow others whose CRC-32 is
 * given. The build calls it, too, so it is no TypeScript.
 *
 * @param {Uint8Array} bytes
 * @param {number} before
 * @returns {number}
 */
export function crc32(bytes, before = 0) {
  let crc = ~before;
  for (const byte of bytes) crc = (crc >>> 8) ^ table[(crc ^ byte) & 0xff];
  return ~crc >>> 0;
}
