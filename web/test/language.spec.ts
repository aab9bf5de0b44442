import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { strings } from "../src/strings.ts";
import { expect, open, test } from "./page.ts";

const web = fileURLToPath(new URL("..", import.meta.url));

/** The source of a language in which every text is set in brackets. */
function bracketed(texts: object): string {
  const entries = Object.entries(texts).map(([name, text]) => `${JSON.stringify(name)}: ${inBrackets(text)}`);
  return `{${entries.join(", ")}}`;
}

function inBrackets(text: unknown): string {
  if (typeof text === "function") return "() => '[[spoken]]'";
  if (typeof text === "string") return JSON.stringify(`[[${text}]]`);
  return Array.isArray(text) ? JSON.stringify(text) : bracketed(text as object);
}

/** Which build the canvas page expects around it. */
function builtAs(): string {
  const assets = join(web, "../dist/assets");
  const canvas = readdirSync(assets).find((name) => /^canvas-\w+\.js$/.test(name)) ?? "";
  return /!=="([0-9A-F]{8})"/.exec(readFileSync(join(assets, canvas), "utf8"))?.[1] ?? "";
}

/** The page's script, built with one file more: another language, of which one text is missing. */
async function translatedScript(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "sluice-"));
  try {
    cpSync(join(web, "src"), join(folder, "src"), { recursive: true });
    const { reset: _, ...transport } = strings.transport;
    const language = bracketed({ ...strings, transport });
    writeFileSync(join(folder, "src/strings.eo.ts"), `export default ${language};`);
    const { outputFiles } = await build({
      entryPoints: [join(folder, "src/page.ts")],
      outdir: folder,
      bundle: true,
      write: false,
      format: "esm",
      nodePaths: [join(web, "node_modules")],
      loader: { ".woff2": "empty" },
      define: { BUILD: JSON.stringify(builtAs()), SCENE_PAGES: "[]" },
    });
    return outputFiles.find(({ path }) => path.endsWith(".js"))?.text ?? "";
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test.use({ locale: "eo" });

test("another language takes one file, and what it does not say stays English", async ({ page }) => {
  const body = await translatedScript();
  await page.route(/assets\/page-\w+\.js$/, (route) =>
    route.fulfill({ body, contentType: "text/javascript" }),
  );
  await open(page);
  await expect(page.locator("html")).toHaveAttribute("lang", "eo");
  await expect(page.getByRole("tab", { name: `[[${strings.side.tabs.knobs}]]` })).toBeVisible();
  await expect(page.getByRole("button", { name: strings.transport.reset, exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: `[[${strings.top.help}]]` })).toBeVisible();
  await expect(page.locator(".sends .btn").first()).toHaveText("[[spoken]]");
  await page.getByRole("button", { name: `[[${strings.top.help}]]` }).click();
  const plain = await page.evaluate(() =>
    [...document.querySelectorAll(".top .btn, :is(.foot, dialog[open]) :is(button, label, h2, h3, p)")]
      .map((element) => element.getAttribute("aria-label") ?? element.textContent ?? "")
      .filter((text) => /[a-z]{3}/.test(text) && !text.includes("[[")),
  );
  expect(plain).toEqual([strings.transport.reset]);
});
