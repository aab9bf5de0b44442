import type { Frame, Page } from "@playwright/test";
import axe from "axe-core";

/** What axe finds wrong in every frame of the page, as readable lines. */
export async function violations(page: Page): Promise<string[]> {
  return (await Promise.all(page.frames().map(inFrame))).flat();
}

async function inFrame(frame: Frame): Promise<string[]> {
  await frame.evaluate(axe.source);
  return frame.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import("axe-core") };
    const { violations } = await axe.run(document, {
      iframes: false,
      resultTypes: ["violations"],
      // WCAG 2.2's, which axe leaves out unless it is asked.
      rules: { "target-size": { enabled: true } },
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    );
  });
}
