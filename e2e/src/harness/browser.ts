import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import packed from "@sparticuz/chromium";
import { type Browser, chromium, type Page } from "playwright-core";
import { until } from "./until.ts";

const cache = fileURLToPath(new URL("../../../node_modules/.cache/velodrome-e2e", import.meta.url));

const fontsFile = "own-fonts.conf";

async function packedVersion(): Promise<string> {
  // The package exports no path to its manifest, but that is where its main file's folder is.
  const main = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  const manifest = JSON.parse(await readFile(join(dirname(main), "..", "package.json"), "utf8")) as { version: string };
  return manifest.version;
}

/** The package's own settings look for its fonts where it was made to run; without any font the browser dies of a form. */
function fontSettings(folder: string): string {
  const folders = [join(folder, "fonts"), "/usr/share/fonts"].map((each) => `<dir>${each}</dir>`).join("");
  const settings = `<fontconfig>${folders}<cachedir>${join(folder, "fonts-cache")}</cachedir></fontconfig>`;
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">${settings}`;
}

/**
 * Unpacks the browser that npm brought. The package would do so into the machine's temporary folder, where another user's
 * copy, or half of one, would be taken for ours; so it is given a folder here, which gets its name when all is in it.
 */
async function unpack(): Promise<string> {
  const folder = join(cache, `chromium-${await packedVersion()}-with-fonts`);
  if (existsSync(folder)) return folder;
  await mkdir(cache, { recursive: true });
  const aside = await mkdtemp(join(cache, "unpacking-"));
  const before = process.env.TMPDIR;
  process.env.TMPDIR = aside;
  try {
    await packed.executablePath();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  await writeFile(join(aside, fontsFile), fontSettings(folder));
  try {
    await rename(aside, folder);
  } catch (cause) {
    await rm(aside, { recursive: true, force: true });
    // Another process may have been faster.
    if (!existsSync(folder)) throw new Error(`The browser could not be unpacked into ${folder}.`, { cause });
  }
  return folder;
}

/** A real browser: the one npm brought, or the one that E2E_BROWSER names. It needs no home folder and no fonts of the machine. */
export async function openBrowser(args: string[] = []): Promise<Browser> {
  const own = process.env.E2E_BROWSER;
  if (own !== undefined && own !== "") return chromium.launch({ executablePath: own, args });
  const folder = await unpack();
  const env = { ...process.env, HOME: folder, FONTCONFIG_FILE: join(folder, fontsFile) };
  return chromium.launch({ executablePath: join(folder, "chromium"), env: env as Record<string, string>, args });
}

/**
 * Half-way between two colours there is no contrast to speak of. What a change sets going begins with the next frame.
 * Written for the browser, whose types are not ours.
 */
const isAtRest = `new Promise((answer) => requestAnimationFrame(() => requestAnimationFrame(() => answer(
  document.getAnimations().every(({ playState, effect }) =>
    playState !== "running" || effect.getComputedTiming().iterations === Infinity)))))`;

/** Waits until nothing is asked for and nothing moves any more. A live stream is never over, so it does not count. */
export async function atRest(page: Page): Promise<void> {
  await until(
    "everything is loaded",
    async () => (await page.locator("[role=status][aria-label=Loading]").count()) === 0,
    { within: 60_000 },
  );
  await until("nothing moves on the page", () => page.evaluate<boolean>(isAtRest), { within: 60_000 });
}

/** What keeps people from using the page as it stands, in light and in dark; empty when nothing does. */
export async function seriousViolations(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await atRest(page);
    const { violations } = await new AxeBuilder({ page }).analyze();
    for (const { impact, id, nodes } of violations) {
      if (impact !== "serious" && impact !== "critical") continue;
      for (const { target, any } of nodes) {
        found.push(`${colorScheme}: ${id} at ${target.join(" ")}: ${any.map(({ message }) => message).join("; ")}`);
      }
    }
  }
  return found;
}
