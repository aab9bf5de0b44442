import { strings } from "../strings.ts";

/** The sentence that names what this browser lacks, or undefined when it has all that the program needs. */
export function unsupported(): string | undefined {
  if (typeof WebAssembly !== "object" || !WebAssembly.instantiateStreaming) return strings.load.noWebAssembly;
  const context = document.createElement("canvas").getContext("webgl2");
  if (!context) return strings.load.noWebGL;
  context.getExtension("WEBGL_lose_context")?.loseContext();
  return undefined;
}
