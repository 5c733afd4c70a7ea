import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";

/** The guide's connector is taken out of its page and put to the test, so that the page cannot grow old unnoticed. */
const root = fileURLToPath(new URL("../../", import.meta.url));
const guide = readFileSync(join(root, "docs/connectors/writing-a-connector.md"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "velodrome-guide-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Blocks of code that begin with the file they are. */
const files = [...guide.matchAll(/^```ts\n\/\/ (\S+)\n([\s\S]*?)^```$/gm)].map(([, path = "", code = ""]) => ({
  name: basename(path),
  code,
}));

writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
// So that what it imports by name is found from there.
symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
for (const { name, code } of files) writeFileSync(join(folder, name), code);

test("the guide shows one connector and its test, the connector in under 100 lines", () => {
  expect(files.map(({ name }) => name)).toEqual(["help-desk.ts", "help-desk.test.ts"]);
  expect(files[0]?.code.split("\n").length).toBeLessThan(100);
});

test("the guide's code has the types it needs", async () => {
  const config = { extends: join(root, "tsconfig.base.json"), files: files.map(({ name }) => name) };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const run = promisify(execFile)(process.execPath, [tsc, "-p", folder], { timeout: 25_000 });
  expect(await run.then(({ stdout }) => stdout, outputOf)).toBe("");
});

/** What it said, or why it could not be run. */
function outputOf(error: unknown): string {
  const said = error instanceof Error && "stdout" in error ? String(error.stdout) : "";
  return said === "" ? String(error) : said;
}

// Registers the guide's own tests here.
await import(pathToFileURL(join(folder, files[1]?.name ?? "")).href);
