import type { Lanes } from "../session/core.ts";

/** Sizes in CSS pixels. */
export const laneHeight = 20;
export const namesWidth = 92;
const axisHeight = 18;

interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
  readonly playheadMs: number;
}

/**
 * How a block is drawn by the number of its state, told by height and colour
 * together: who works or runs fills the lane, who sleeps half of it, who waits is
 * a line.
 */
function blockOf(state: number, works: boolean): { colour: string; height: number } {
  if (state >= 8) return { colour: "--fail", height: 12 };
  if (works || state <= 1) return { colour: "--flight", height: 12 };
  if (state === 6) return { colour: "--wait", height: 6 };
  return { colour: "--edge", height: 2 };
}

/** Draws the lanes with their names, the playhead and the chosen moment. */
export function drawLanes(
  canvas: HTMLCanvasElement,
  { lanes }: Lanes,
  at: Stretch,
  chosen: { g: number; atMs: number } | undefined,
): void {
  const scale = devicePixelRatio;
  canvas.style.height = `${lanes.length * laneHeight + axisHeight}px`;
  const width = Math.round(canvas.clientWidth * scale);
  const height = Math.round((lanes.length * laneHeight + axisHeight) * scale);
  if (width === 0) return;
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d");
  if (!context) return;
  const style = getComputedStyle(canvas);
  const colour = (name: string) => style.getPropertyValue(name);
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, width, height);
  context.font = `12px ${colour("--sans")}`;
  context.textBaseline = "middle";
  const room = canvas.clientWidth - namesWidth;
  const x = (ms: number) => namesWidth + ((ms - at.fromMs) / (at.toMs - at.fromMs)) * room;
  lanes.forEach(({ g, name, spans }, row) => {
    const middle = row * laneHeight + laneHeight / 2;
    if (g === chosen?.g) {
      context.fillStyle = colour("--raised");
      context.fillRect(0, row * laneHeight, canvas.clientWidth, laneHeight);
    }
    context.fillStyle = colour("--text");
    context.fillText(fitting(context, `${name} ${g}`, namesWidth - 8), 0, middle);
    for (let i = 0; i < spans.length; i += 4) {
      const [from = 0, to = 0, state = 0, works = 0] = spans.subarray(i, i + 4);
      const block = blockOf(state, works !== 0);
      context.fillStyle = colour(block.colour);
      const left = x(from);
      const wide = Math.max(x(to) - left - (block.height > 2 ? 0.75 : 0), 1);
      context.fillRect(left, middle - block.height / 2, wide, block.height);
      if (chosen && g === chosen.g && from <= chosen.atMs && chosen.atMs <= to) {
        context.strokeStyle = colour("--text");
        context.lineWidth = 1.5;
        context.strokeRect(left - 1, middle - 8, Math.max(wide + 2, 4), 16);
      }
    }
  });
  const foot = lanes.length * laneHeight;
  context.fillStyle = colour("--muted");
  context.font = `11px ${colour("--sans")}`;
  context.fillText(seconds(at.fromMs), namesWidth, foot + axisHeight / 2);
  const end = seconds(at.toMs);
  context.fillText(end, canvas.clientWidth - context.measureText(end).width, foot + axisHeight / 2);
  context.fillStyle = colour("--accent");
  context.fillRect(Math.min(x(at.playheadMs), canvas.clientWidth - 2), 0, 1.5, foot);
}

function seconds(ms: number): string {
  return `${Number((ms / 1000).toFixed(2))} s`;
}

/** As much of a text as a width has room for. */
function fitting(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  let n = text.length;
  while (n > 1 && context.measureText(`${text.slice(0, n)}…`).width > width) n--;
  return `${text.slice(0, n)}…`;
}

/** The goroutine and the moment at a place of the picture. */
export function laneAt(
  canvas: HTMLCanvasElement,
  { lanes }: Lanes,
  at: Stretch,
  x: number,
  y: number,
): { g: number; atMs: number } | undefined {
  const lane = lanes[Math.floor(y / laneHeight)];
  const part = Math.max((x - namesWidth) / Math.max(canvas.clientWidth - namesWidth, 1), 0);
  return lane && { g: lane.g, atMs: at.fromMs + part * (at.toMs - at.fromMs) };
}
