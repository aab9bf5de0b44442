import { overweight, weigh, weighVisit } from "../size/budget.ts";
import { expect, open, test } from "./page.ts";

test("the page is as light as it has to be, a first visit, too", async ({ page }) => {
  const sizes: Promise<number>[] = [];
  page.on("requestfinished", (request) =>
    sizes.push(
      request
        .sizes()
        .then(({ responseHeadersSize, responseBodySize }) => responseHeadersSize + responseBodySize),
    ),
  );
  await open(page);
  await page.waitForLoadState("networkidle");
  const bytes = (await Promise.all(sizes)).reduce((total, size) => total + size, 0);
  const items = [...weigh(), ...weighVisit(bytes, sizes.length)];
  expect(overweight(items)).toEqual([]);
});

test("a broken limit says by how much, and how to find out why", () => {
  const [fonts, visit] = [
    { name: "fonts", size: 1100, limit: 1000, unit: "B" },
    { name: "a first visit", size: 27, limit: 27, unit: "requests" },
  ] as const;
  expect(overweight([fonts, visit])).toEqual([
    expect.stringMatching(/^fonts: 1,100 B, 100 B \(10\.0 %\) over the limit of 1,000\. .*make size/),
  ]);
  expect(overweight([{ ...fonts, size: Number.NaN }])).toHaveLength(1);
});
