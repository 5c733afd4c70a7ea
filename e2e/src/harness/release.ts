import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));
/** What a release has of its own; everything else is this checkout's. */
const own = ["bin", "migrations", "package.json", "src"];

/** This checkout, changed so that it passes for another release. */
export interface Release {
  /** The program to start. */
  readonly entry: string;
  remove(): Promise<void>;
}

export interface ReleaseChanges {
  /** As it calls itself. */
  readonly version: string;
  /** Beside those that this checkout has. */
  readonly migrations: Readonly<Record<string, string>>;
  /** What its templates and expressions may say: the number in `document-language.ts`. */
  readonly language: number;
}

async function change(file: string, from: RegExp, to: string): Promise<void> {
  const text = await readFile(file, "utf8");
  if (!from.test(text)) throw new Error(`${file} has nothing like ${from} in it.`);
  await writeFile(file, text.replace(from, to));
}

export async function makeRelease({ version, migrations, language }: ReleaseChanges): Promise<Release> {
  const folder = await mkdtemp(join(tmpdir(), "velodrome-e2e-release-"));
  const server = join(folder, "server");
  for (const name of await readdir(root)) {
    if (name !== "server" && name !== ".git") await symlink(join(root, name), join(folder, name));
  }
  for (const name of own) await cp(join(root, "server", name), join(server, name), { recursive: true });
  await symlink(join(root, "server/node_modules"), join(server, "node_modules"));
  await change(join(server, "package.json"), /"version": "[^"]*"/, `"version": "${version}"`);
  await change(
    join(server, "src/cycle/document-language.ts"),
    /documentLanguage = \d+/,
    `documentLanguage = ${language}`,
  );
  for (const [name, sql] of Object.entries(migrations)) await writeFile(join(server, "migrations", name), sql);
  return {
    entry: join(server, "bin/velodrome.mjs"),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
