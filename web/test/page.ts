import { test as base, expect, type Frame, type Page } from "@playwright/test";

export { expect };

/** A test fails on any script error or policy violation that its page reports and that it does not expect. */
export const test = base.extend<{ complaints: string[] }>({
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("console", (message) => {
        if (message.type() === "error") complaints.push(message.text());
      });
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

/** The address of the built page, or of a file in it. */
export function address(path = ""): string {
  return new URL(path, process.env.SLUICE_URL).href;
}

/** Opens the page and waits until its first frame is drawn. */
export async function open(page: Page, query = ""): Promise<void> {
  await page.goto(address(query));
  await page.evaluate(() => window.sluice.ready);
}

/** The canvas page inside the outer one. */
export function canvasFrame(page: Page): Frame {
  const frame = page.frames().find((frame) => new URL(frame.url()).pathname.endsWith("canvas.html"));
  if (!frame) throw new Error("there is no canvas page");
  return frame;
}

/** Waits until the canvas page has had n frames. */
export async function frames(page: Page, n: number): Promise<void> {
  await page.evaluate(async (n) => {
    for (let i = 0; i < n; i++) await new Promise(requestAnimationFrame);
  }, n);
}

export const stats = (page: Page) => page.evaluate(() => window.sluice.stats());

/** The message that a call of the API throws. */
export async function refusal(page: Page, call: (sluice: typeof window.sluice) => unknown): Promise<string> {
  return page.evaluate((source) => {
    try {
      new Function("sluice", `return (${source})(sluice)`)(window.sluice);
    } catch (error) {
      return (error as Error).message;
    }
    return "";
  }, call.toString());
}
