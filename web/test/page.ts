import { test as base, type ConsoleMessage, expect, type Frame, type Page } from "@playwright/test";

export { expect };

interface TestFixtures {
  /** What the pages of this test complained about; a test that expects complaints empties it. */
  complaints: string[];
  /** A page that is shared by tests which only use the API: the composite, just loaded, playing at speed 1, beside its lesson. */
  running: Page;
}

/** A test fails on any script error or policy violation that its page reports and that it does not expect. */
export const test = base.extend<TestFixtures, { sharedPage: Page }>({
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      const stop = collect(page, complaints);
      await use(complaints);
      stop();
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
  sharedPage: [
    async ({ browser }, use) => {
      const page = await browser.newPage();
      await open(page);
      await use(page);
      await page.close();
    },
    { scope: "worker" },
  ],
  running: async ({ sharedPage, complaints }, use) => {
    const stop = collect(sharedPage, complaints);
    await sharedPage.evaluate(() => {
      window.sluice.load("composite");
      window.sluice.speed(1);
      document.getElementById("tab-lesson")?.click();
    });
    await use(sharedPage);
    stop();
  },
});

/** Collects what a page complains about until the result is called. */
function collect(page: Page, complaints: string[]): () => void {
  const onError = (error: Error) => complaints.push(error.message);
  const onConsole = (message: ConsoleMessage) => {
    if (message.type() === "error") complaints.push(message.text());
  };
  page.on("pageerror", onError);
  page.on("console", onConsole);
  return () => {
    page.off("pageerror", onError);
    page.off("console", onConsole);
  };
}

/** The address of the built page, or of a file in it. */
export function address(path = ""): string {
  return new URL(path, process.env.SLUICE_URL).href;
}

/** Opens the page, as somebody who was here before, and waits until its first frame is drawn. */
export async function open(page: Page, query = ""): Promise<void> {
  await page.addInitScript(() => localStorage.setItem("sluice.welcomed", "yes"));
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
