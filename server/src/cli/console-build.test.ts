import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createLog } from "../base/log.ts";
import { buildConsole } from "./console-build.ts";

/** Stands in for Vite's program: copies the page, and fails when the source says so. */
const vite = `
  import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
  const outDir = process.argv[process.argv.indexOf("--outDir") + 1];
  const page = readFileSync("index.html", "utf8");
  if (page.includes("broken")) { console.error("index.html: broken"); process.exit(1); }
  mkdirSync(outDir, { recursive: true });
  writeFileSync(outDir + "/index.html", page);
`;

describe("the console's build", () => {
  let installation: string;
  let lines: string[];

  beforeEach(async () => {
    installation = await mkdtemp(join(tmpdir(), "velodrome console-"));
    lines = [];
    await write("console/package.json", "{}");
    await write("console/index.html", "<p>one</p>");
    await write("console/node_modules/vite/package.json", '{ "name": "vite" }');
    await write("console/node_modules/vite/bin/vite.js", vite);
  });

  afterEach(() => rm(installation, { recursive: true }));

  async function write(path: string, text: string): Promise<void> {
    await mkdir(dirname(join(installation, path)), { recursive: true });
    await writeFile(join(installation, path), text);
  }

  const log = createLog({ level: "info", pretty: false, write: (line) => lines.push(JSON.parse(line).msg) });
  const build = () => buildConsole({ installation, log });
  const page = () => readFile(join(installation, "console/dist/index.html"), "utf8");

  test("is made once, and again when a source changes", async () => {
    expect(await build()).toBe(join(installation, "console/dist"));
    await build();
    expect(lines).toEqual(["Building the console, once…", expect.stringMatching(/^The console is built/)]);
    await write("console/index.html", "<p>two</p>");
    await build();
    expect(await page()).toBe("<p>two</p>");
    lines.length = 0;
    await write("docs/operations/settings.md", "# Settings");
    await build();
    expect(lines).toHaveLength(2);
    expect(await readdir(join(installation, "console/node_modules"))).toEqual(["vite"]);
  });

  test("is whole when two start at once", async () => {
    await Promise.all([build(), build()]);
    expect(await page()).toBe("<p>one</p>");
  });

  test("that fails says why and leaves the last good one", async () => {
    await build();
    await write("console/index.html", "broken");
    await expect(build()).rejects.toThrow("The console could not be built: index.html: broken");
    expect(await page()).toBe("<p>one</p>");
  });

  test("is served as it is where Vite is not installed", async () => {
    await rm(join(installation, "console/node_modules"), { recursive: true });
    await expect(build()).rejects.toThrow("The console is not built, and Vite is not installed");
    await write("console/dist/index.html", "<p>published</p>");
    await build();
    expect(await page()).toBe("<p>published</p>");
  });

  test.each(["console/src/app.tsx", "console/index.html", "contract/src/run.ts", "package-lock.json"])(
    "depends on %s",
    async (path) => {
      await build();
      await write(path, "changed");
      await build();
      expect(lines).toHaveLength(4);
    },
  );
});
