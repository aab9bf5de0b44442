/** The browser's own stream that unpacks brotli, or undefined where it has none. */
export function nativeBrotli(): DecompressionStream | undefined {
  try {
    return new DecompressionStream("brotli" as CompressionFormat);
  } catch {
    return undefined;
  }
}
