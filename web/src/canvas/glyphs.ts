import type { Atlas, GlyphRow, TextStyle } from "../session/core.ts";

const printable = Array.from({ length: 0x7f - 0x20 }, (_, i) => String.fromCharCode(0x20 + i));
const characters = [...printable, ..."·×≥…−∞✓"];

function font({ weight, mono }: TextStyle, px: number): string {
  const family = mono
    ? '"JetBrains Mono Variable", ui-monospace, monospace'
    : '"Inter Variable", system-ui, sans-serif';
  return `${weight} ${px}px ${family}`;
}

/** Empty pixels round each glyph, so that a filtered neighbour never shows. */
const gap = 1;
const atlasWidth = 1024;

/** Loads the faces that the atlas is drawn with; without them the system's are taken. */
export async function loadFaces(): Promise<void> {
  const faces = [false, true].map((mono) => font({ px: 16, weight: 400, mono }, 16));
  await Promise.all(faces.map((face) => document.fonts.load(face).catch(() => [])));
}

/**
 * Draws every character the canvas needs in each style, for a
 * screen of the given pixel ratio, in rows of a fixed width. Digits all get the
 * widest digit's advance, so that a changing number stands still.
 */
export function drawGlyphs(styles: readonly TextStyle[], devicePixelRatio: number): Atlas {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("this browser draws no text on a 2D canvas");
  const { placed, height } = place(context, styles, devicePixelRatio);
  canvas.width = atlasWidth;
  canvas.height = height;
  context.fillStyle = "#fff";
  for (const { face, glyph, x, y, left, top } of placed) {
    context.font = face;
    context.fillText(glyph, x + left, y + top);
  }
  return {
    width: atlasWidth,
    height,
    pixels: coverage(context.getImageData(0, 0, atlasWidth, height).data),
    glyphs: placed.map(({ row }) => row),
  };
}

interface Placed {
  readonly face: string;
  readonly glyph: string;
  readonly x: number;
  readonly y: number;
  /** The pen's place on the baseline, from the cell's top left corner. */
  readonly left: number;
  readonly top: number;
  readonly row: GlyphRow;
}

/** Measures every glyph and finds its cell, row by row. */
function place(context: CanvasRenderingContext2D, styles: readonly TextStyle[], ratio: number) {
  const placed: Placed[] = [];
  let x = gap;
  let y = gap;
  let rowHeight = 0;
  for (const [index, style] of styles.entries()) {
    const face = font(style, style.px * ratio);
    context.font = face;
    const digit = Math.max(...[..."0123456789"].map((d) => context.measureText(d).width));
    for (const glyph of characters) {
      const box = context.measureText(glyph);
      const left = Math.ceil(box.actualBoundingBoxLeft);
      const top = Math.ceil(box.actualBoundingBoxAscent);
      const width = Math.max(0, left + Math.ceil(box.actualBoundingBoxRight));
      const height = Math.max(0, top + Math.ceil(box.actualBoundingBoxDescent));
      if (x + width + gap > atlasWidth) {
        x = gap;
        y += rowHeight + gap;
        rowHeight = 0;
      }
      const advance = /\d/.test(glyph) ? digit : box.width;
      const offsetX = (advance - box.width) / 2 - left;
      const row: GlyphRow = [index, glyph.codePointAt(0) ?? 0, x, y, width, height, advance, offsetX, -top];
      placed.push({ face, glyph, x, y, left, top, row });
      x += width + gap;
      rowHeight = Math.max(rowHeight, height);
    }
  }
  return { placed, height: y + rowHeight + gap };
}

/** The alpha channel of RGBA pixels. */
function coverage(rgba: Uint8ClampedArray): Uint8Array {
  const alpha = new Uint8Array(rgba.length / 4);
  for (let i = 0; i < alpha.length; i++) alpha[i] = rgba[i * 4 + 3] ?? 0;
  return alpha;
}
