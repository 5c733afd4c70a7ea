import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Browser, Page } from "playwright-core";
import { atRest, openBrowser } from "./harness/browser.ts";
import { type Exhibit, isAt } from "./harness/exhibits.ts";
import { type Gallery, openGallery } from "./harness/gallery.ts";
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

interface Window {
  page: Page;
  size: (typeof sizes)[number];
}

/** In both colours, and as tall as it is: so that what sticks to an edge of the window stands at the picture's. */
async function photograph({ page, size: { width, height } }: Window, name: string, whole: boolean) {
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await atRest(page);
    // What is asked for comes late, and makes the page taller once it is there.
    for (let shown = 0, tall = height; tall > shown && shown < tallest; ) {
      shown = Math.min(tall, tallest);
      await page.setViewportSize({ width, height: shown });
      await atRest(page);
      if (whole) tall = await page.evaluate<number>("document.documentElement.scrollHeight");
    }
    await page.screenshot({ path: join(values.out, `${name}-${width}-${colorScheme}.webp`), type: "webp", quality });
  }
  await page.setViewportSize({ width, height });
}

const forPictures = ({ width, height, scale }: (typeof sizes)[number]) => ({
  viewport: { width, height },
  deviceScaleFactor: scale,
  reducedMotion: "reduce" as const,
  locale: "en-GB",
  timezoneId: "Europe/Berlin",
});

/** Every page, and what lies over pages, at one size; signed in once, because signing in is limited. */
async function photographAll(
  browser: Browser,
  gallery: Gallery,
  exhibits: readonly Exhibit[],
  size: (typeof sizes)[number],
): Promise<number> {
  const context = await browser.newContext(forPictures(size));
  const stranger = await browser.newContext(forPictures(size));
  const [inside, outside] = [await context.newPage(), await stranger.newPage()];
  await inside.goto(gallery.url);
  await signIn(inside, gallery.person);
  await inside.getByRole("navigation", { name: "Where you are" }).waitFor();
  const shown = exhibits.filter((exhibit) => isAt(exhibit, size.width));
  for (const { name, path, heading, signedOut = false, open } of shown) {
    const page = signedOut ? outside : inside;
    await page.goto(`${gallery.url}${path}`);
    await page.getByRole("heading", { level: 1, name: heading, exact: true }).waitFor();
    await atRest(page);
    await open?.(page);
    await photograph({ page, size }, name, open === undefined);
  }
  await Promise.all([context.close(), stranger.close()]);
  return shown.length * schemes.length;
}

const gallery = await openGallery();
const browser = await openBrowser();
try {
  await mkdir(values.out, { recursive: true });
  const wanted = values.only?.split(",");
  const all = [...gallery.exhibits, ...gallery.dialogs];
  const exhibits = all.filter(({ name }) => wanted?.includes(name) ?? true);
  let made = 0;
  for (const size of sizes) made += await photographAll(browser, gallery, exhibits, size);
  console.log(`${made} pictures in ${values.out}`);
} finally {
  await browser.close();
  await gallery.close();
}
