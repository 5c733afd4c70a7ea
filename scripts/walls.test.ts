import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type CheckResult, checks, runCheck, runChecks } from "./checks.ts";
import { repositoryRoot, runTool } from "./tool.ts";

/** The server's rooms, top first: an import goes to a lower one only. `http` and `chore` stand side by side. */
const rooms = ["http", "chore", "ingest", "run", "step", "cycle", "connection", "account", "db", "base"];

/** What each workspace may import of ours. */
const reach: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  kit: ["contract"],
  connectors: ["kit"],
  console: ["contract"],
  sandbox: [],
};
const workspaces = ["contract", "kit", "connectors", "server", "console", "sandbox", "e2e", "bench"];

const configs = [
  ".oxlintrc.json",
  "biome.json",
  "knip.jsonc",
  "tsconfig.base.json",
  "tsconfig.json",
  "console/tsconfig.json",
  ".gitignore",
];

/** The smallest tree that passes every check: each workspace's entry uses the one export of a neighbour file. */
function soundTree(): Record<string, string> {
  const entries: Readonly<Record<string, string>> = {
    contract: "index.ts",
    kit: "index.ts",
    connectors: "index.ts",
    server: "main.ts",
    console: "main.tsx",
    sandbox: "main.ts",
    e2e: "sound.test.ts",
    bench: "main.ts",
  };
  const files: Record<string, string> = {
    "package.json": `{ "name": "sound", "private": true, "type": "module", "workspaces": ${JSON.stringify(workspaces)} }`,
    "console/vite.config.ts": "export default {};\n",
    "server/bin/velodrome.mjs": 'await import("../src/main.ts");\n',
    "e2e/src/chaos.ts": 'console.log("chaos");\n',
    "scripts/check.ts": 'import { planted } from "./planted.ts";\n\nconsole.log(planted);\n',
    "scripts/planted.ts": "export const planted = 1;\n",
  };
  for (const workspace of workspaces) {
    files[`${workspace}/package.json`] = JSON.stringify({ name: `@velodrome/${workspace}`, type: "module" });
    files[`${workspace}/src/${entries[workspace]}`] =
      'import { planted } from "./planted.ts";\n\nconsole.log(planted);\n';
    files[`${workspace}/src/planted.ts`] = "export const planted = 1;\n";
  }
  return files;
}

let soundFolder = "";
let folder = "";

async function write(root: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

const plant = (files: Readonly<Record<string, string>>): Promise<void> => write(folder, files);

/** Foreign packages whose types are needed come from the real tree, ours from the planted one. */
async function linkPackages(): Promise<void> {
  await mkdir(join(folder, "node_modules/@velodrome"), { recursive: true });
  const foreign = ["@types", "vite"].map((name) => [join(repositoryRoot, "node_modules", name), name] as const);
  const ours = workspaces.map((name) => [join(folder, name), `@velodrome/${name}`] as const);
  const links = [...foreign, ...ours];
  await Promise.all(links.map(([target, name]) => symlink(target, join(folder, "node_modules", name), "junction")));
}

beforeAll(async () => {
  soundFolder = await mkdtemp(join(tmpdir(), "velodrome sound "));
  for (const config of configs) await cp(join(repositoryRoot, config), join(soundFolder, config));
  await write(soundFolder, soundTree());
  const calls = [{ tool: "@biomejs/biome", args: ["format", "--write", "."] }];
  expect(await runCheck({ name: "make the tree sound", calls }, soundFolder)).toMatchObject({ ok: true });
});

afterAll(() => rm(soundFolder, { recursive: true, force: true }));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "velodrome walls "));
  await cp(soundFolder, folder, { recursive: true });
  await linkPackages();
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function runNamed(name: string): Promise<CheckResult> {
  const check = checks.find((candidate) => candidate.name === name);
  if (check === undefined) throw new Error(`There is no check called ${name}.`);
  return runCheck(check, folder);
}

/** The files that lint refuses for this rule. */
async function refusedBy(rule: string): Promise<string[]> {
  const run = await runTool({ tool: "oxlint", args: ["--deny-warnings", "--format=json"] }, { folder, limit: 60_000 });
  const { diagnostics } = JSON.parse(run.output) as { diagnostics: { code: string; filename: string }[] };
  const refused = diagnostics.filter(({ code }) => code.endsWith(`(${rule})`)).map(({ filename }) => filename);
  return [...new Set(refused)].toSorted();
}

test("a sound tree passes every check", async () => {
  const results = await runChecks(folder, () => undefined);
  expect(results.filter((result) => !result.ok)).toEqual([]);
  expect(results).toHaveLength(checks.length);
});

test("lint fails when a step imports from run", async () => {
  await plant({
    "server/src/run/claim.ts": "export const claim = 1;\n",
    "server/src/step/decision.ts": 'import { claim } from "../run/claim.ts";\n\nexport const decision = claim;\n',
  });
  const { ok, complaint } = await runNamed("lint");
  expect(ok).toBe(false);
  expect(complaint).toContain("step/ may import only the rooms below it");
});

test("every room refuses the rooms above it and takes those below it", async () => {
  const upward: string[] = [];
  for (const [height, from] of rooms.entries()) {
    for (const [otherHeight, to] of rooms.entries()) {
      if (from === to) continue;
      const path = `server/src/${from}/uses-${to}.ts`;
      const isDown = otherHeight > height && !(from === "http" && to === "chore");
      if (!isDown) upward.push(path);
      await plant({
        [path]: `import { room } from "../${to}/room.ts";\n\nexport const used = room;\n`,
        [`server/src/${to}/room.ts`]: "export const room = 1;\n",
      });
    }
  }
  expect(await refusedBy("no-restricted-imports")).toEqual(upward.toSorted());
});

test("a room refuses a type from above as it refuses a value", async () => {
  await plant({
    "server/src/run/shape.ts": "export interface Shape {\n  readonly id: string;\n}\n",
    "server/src/step/typed.ts":
      'import type { Shape } from "../run/shape.ts";\n\nexport const id = (s: Shape) => s.id;\n',
  });
  expect(await refusedBy("no-restricted-imports")).toEqual(["server/src/step/typed.ts"]);
});

test("no room reaches for the entry files, the connectors, the sandbox or the console", async () => {
  const beyond = ["../app.ts", "../main.ts", "../config.ts", "@velodrome/connectors", "@velodrome/sandbox"];
  const planted: string[] = [];
  for (const room of rooms) {
    for (const [index, target] of [...beyond, "@velodrome/console"].entries()) {
      const path = `server/src/${room}/beyond-${index}.ts`;
      planted.push(path);
      await plant({ [path]: `import * as beyond from "${target}";\n\nexport const used = beyond;\n` });
    }
  }
  expect(await refusedBy("no-restricted-imports")).toEqual(planted.toSorted());
});

test("every workspace takes of ours only what it may, and only by name", async () => {
  const refused: string[] = [];
  for (const [from, allowed] of Object.entries(reach)) {
    for (const to of workspaces.filter((workspace) => workspace !== from)) {
      const named = `${from}/src/uses-${to}.ts`;
      if (!allowed.includes(to)) refused.push(named);
      await plant({ [named]: `import * as other from "@velodrome/${to}";\n\nexport const used = other;\n` });
      if (to === "e2e" || to === "bench") continue;
      const bypass = `${from}/src/bypasses-to-${to}.ts`;
      refused.push(bypass);
      await plant({ [bypass]: `import * as other from "../../${to}/src/planted.ts";\n\nexport const used = other;\n` });
    }
  }
  expect(await refusedBy("no-restricted-imports")).toEqual(refused.toSorted());
});

test("lint fails on a circle of imports, of types as well", async () => {
  await plant({
    "server/src/db/a.ts": 'import type { B } from "./b.ts";\n\nexport interface A {\n  readonly b?: B;\n}\n',
    "server/src/db/b.ts": 'import type { A } from "./a.ts";\n\nexport interface B {\n  readonly a?: A;\n}\n',
  });
  expect(await refusedBy("no-cycle")).toEqual(["server/src/db/a.ts", "server/src/db/b.ts"]);
});

test("lint fails when an any is added", async () => {
  await plant({ "server/src/base/loose.ts": "export const loose = (value: any): string => String(value);\n" });
  const { ok, complaint } = await runNamed("lint");
  expect(ok).toBe(false);
  expect(complaint).toContain("no-explicit-any");
});

test("lint fails when something besides the configuration reads the environment", async () => {
  await plant({
    "server/src/config.ts": "export const port = process.env.PORT;\n",
    "server/src/http/peek.ts": "export const port = process.env.PORT;\n",
  });
  expect(await refusedBy("no-process-env")).toEqual(["server/src/http/peek.ts"]);
});

test("types fail when a value is not what it says", async () => {
  await plant({ "server/src/base/wrong.ts": 'export const wrong: number = "one";\n' });
  expect((await runNamed("types")).complaint).toContain("server/src/base/wrong.ts");
});

test("format fails on a file that is not formatted", async () => {
  await plant({ "server/src/base/crooked.ts": "export const   crooked='x'\n" });
  expect((await runNamed("format")).complaint).toContain("crooked.ts");
});

test("dead code is found in every workspace and in the scripts", async () => {
  const files = [...workspaces.map((workspace) => `${workspace}/src/planted.ts`), "scripts/planted.ts"];
  for (const file of files) await plant({ [file]: "export const planted = 1;\nexport const nobodyImportsMe = 2;\n" });
  const check = checks.find((candidate) => candidate.name === "dead code");
  const complaints = [];
  for (const call of check?.calls ?? []) {
    complaints.push((await runCheck({ name: "one call", calls: [call] }, folder)).complaint);
  }
  const found = complaints.join("\n");
  expect(files.filter((file) => !found.includes(`${file}:2:`))).toEqual([]);
});

test("an export of the contract's public index that nobody imports is dead code", async () => {
  const manifest = { name: "@velodrome/server", type: "module", dependencies: { "@velodrome/contract": "0.1.0" } };
  await plant({
    "contract/package.json": JSON.stringify({
      name: "@velodrome/contract",
      type: "module",
      exports: { ".": "./src/index.ts" },
    }),
    "contract/src/index.ts": 'export * from "./planted.ts";\n',
    "contract/src/planted.ts": "export const wanted = 1;\nexport const nobodyImportsMe = 2;\n",
    "server/package.json": JSON.stringify(manifest),
    "server/src/planted.ts": 'import { wanted } from "@velodrome/contract";\n\nexport const planted = wanted;\n',
  });
  const { ok, complaint } = await runNamed("dead code");
  expect(ok).toBe(false);
  expect(complaint.trim().split("\n")).toEqual([
    "Unused exports (1)",
    expect.stringMatching(/^nobodyImportsMe .*contract\/src\/planted\.ts:2:/),
  ]);
});
