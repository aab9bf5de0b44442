import { marks, type Outline } from "../session/api.ts";

/** The colour of each mark, as a token of the style sheet; the later one is drawn over the earlier. */
const colours: Readonly<Record<(typeof marks)[number], string>> = {
  click: "--accent",
  rejection: "--reject",
  retry: "--wait",
  failure: "--fail",
  broken: "--fail",
};

/** Draws how much happened over time, with a tick for what is worth going to. */
export function drawOutline(canvas: HTMLCanvasElement, outline: Outline, untilMs: number): void {
  const scale = devicePixelRatio;
  const width = Math.round(canvas.clientWidth * scale);
  const height = Math.round(canvas.clientHeight * scale);
  if (width === 0) return;
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d");
  if (!context) return;
  context.clearRect(0, 0, width, height);
  const style = getComputedStyle(canvas);
  const columns = gather(outline, untilMs, Math.ceil(width / Math.round(4 * scale)));
  const step = width / columns.length;
  const most = Math.max(...columns.map(([events = 0]) => events), 1);
  const ticks = Math.round(height / 3);
  context.fillStyle = style.getPropertyValue("--line-2");
  columns.forEach(([events = 0], x) => {
    const share = events > 0 ? Math.max(Math.log1p(events) / Math.log1p(most), 0.06) : 0;
    const tall = Math.round(share * (height - ticks));
    context.fillRect(x * step, height - tall, Math.max(step - scale, 1), tall);
  });
  marks.forEach((mark, kind) => {
    context.fillStyle = style.getPropertyValue(colours[mark]);
    const tall = mark === "broken" ? height : ticks;
    columns.forEach((column, x) => {
      if (column[kind + 1]) context.fillRect(x * step, 0, Math.max(step - scale, 2 * scale), tall);
    });
  });
}

/** Sums the outline's stretches up to columns, of which each stands for the same time. */
function gather({ widthMs, stride, rows }: Outline, untilMs: number, count: number): number[][] {
  const columns = Array.from({ length: Math.max(count, 1) }, () => new Array<number>(stride).fill(0));
  for (let i = 0; i * stride < rows.length; i++) {
    const at = Math.floor((i * widthMs * count) / Math.max(untilMs, widthMs));
    const column = columns[Math.min(at, columns.length - 1)];
    if (!column) continue;
    for (let k = 0; k < stride; k++) column[k] = (column[k] ?? 0) + (rows[i * stride + k] ?? 0);
  }
  return columns;
}
