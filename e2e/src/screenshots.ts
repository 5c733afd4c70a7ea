import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Browser } from "playwright-core";
import { atRest, openBrowser } from "./harness/browser.ts";
import { type Exhibit, type Gallery, openGallery } from "./harness/gallery.ts";
import { signIn } from "./harness/windows.ts";

/** A wide screen's picture is made half as large: what it is looked at for is where things stand. */
const sizes = [
  { width: 360, height: 740, scale: 1 },
  { width: 1280, height: 800, scale: 1 },
  { width: 2560, height: 1440, scale: 0.5 },
];
const schemes = ["light", "dark"] as const;
const quality = 55;
/** In CSS pixels; what is longer reads on in the same way, and WebP ends at 16,383. */
const tallest = 8000;

const { values } = parseArgs({
  options: {
    out: { type: "string", default: fileURLToPath(new URL("../../docs/screenshots", import.meta.url)) },
    only: { type: "string" },
  },
});

/** Every page at one size in both colours; signed in once, because signing in is limited. */
async function photograph(
  browser: Browser,
  gallery: Gallery,
  exhibits: readonly Exhibit[],
  size: (typeof sizes)[number],
) {
  const { width, height, scale } = size;
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    reducedMotion: "reduce",
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
  });
  const page = await context.newPage();
  await page.goto(gallery.url);
  await signIn(page, gallery.person);
  await page.getByRole("navigation", { name: "Where you are" }).waitFor();
  for (const { name, path, heading } of exhibits) {
    await page.goto(`${gallery.url}${path}`);
    await page.getByRole("heading", { level: 1, name: heading, exact: true }).waitFor();
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await atRest(page);
      const file = join(values.out, `${name}-${width}-${colorScheme}.webp`);
      const tall = await page.evaluate<number>("document.documentElement.scrollHeight");
      const clip = { x: 0, y: 0, width, height: Math.min(tall, tallest) };
      await page.screenshot({ path: file, type: "webp", quality, fullPage: true, clip });
    }
  }
  await context.close();
}

const gallery = await openGallery();
const browser = await openBrowser();
try {
  await mkdir(values.out, { recursive: true });
  const wanted = values.only?.split(",");
  const exhibits = gallery.exhibits.filter(({ name }) => wanted?.includes(name) ?? true);
  for (const size of sizes) await photograph(browser, gallery, exhibits, size);
  console.log(`${exhibits.length * sizes.length * schemes.length} pictures in ${values.out}`);
} finally {
  await browser.close();
  await gallery.close();
}
