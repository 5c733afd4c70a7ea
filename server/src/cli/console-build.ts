import { spawn } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { access, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import type { Log } from "../base/log.ts";
import { StartError } from "../base/start-error.ts";

/** What the built console depends on. */
const sources = [
  "console/src",
  "console/public",
  "console/index.html",
  "console/vite.config.ts",
  "console/package.json",
  "contract/src",
  // Its guide.
  "docs/connectors",
  "docs/operations",
  "package-lock.json",
];

/**
 * Builds the console when its sources are not those of the last build, and answers the folder to serve.
 * Where Vite is not installed, what is there is served.
 * @throws StartError when it cannot be built
 */
export async function buildConsole(options: { installation: string; log: Log }): Promise<string> {
  const root = join(options.installation, "console");
  const dist = join(root, "dist");
  const mark = join(dist, ".built");
  const hash = await hashSources(options.installation);
  if ((await readFile(mark, "utf8").catch(() => "")).trim() === hash) {
    return dist;
  }
  const vite = findVite(root);
  if (vite === undefined) {
    if (await exists(join(dist, "index.html"))) {
      return dist;
    }
    throw new StartError("The console is not built, and Vite is not installed to build it: run `npm ci`.");
  }
  options.log.info("Building the console, once…");
  const started = performance.now();
  await buildInto(root, vite, dist, hash);
  options.log.info(`The console is built (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  return dist;
}

/** Built aside and renamed, so that neither a crash nor a second start ever leaves or serves half a build. */
async function buildInto(root: string, vite: string, dist: string, hash: string): Promise<void> {
  const aside = join(root, "node_modules", `.build-${randomUUID()}`);
  const draft = join(aside, "new");
  await mkdir(aside, { recursive: true }).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const advice = "start once as the user who installed it, or let this user write there";
    throw new StartError(`The console has changed and cannot be built anew (${reason}): ${advice}.`, { cause });
  });
  try {
    await runVite(root, vite, draft);
    await writeFile(join(draft, ".built"), `${hash}\n`);
    if (await exists(dist)) {
      await rename(dist, join(aside, "old"));
    }
    await rename(draft, dist);
  } catch (cause) {
    if ((await readFile(join(dist, ".built"), "utf8").catch(() => "")).trim() === hash) {
      return; // a second start built the same and was faster
    }
    throw cause;
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

function runVite(root: string, vite: string, outDir: string): Promise<void> {
  const args = [vite, "build", "--outDir", outDir, "--emptyOutDir", "--logLevel", "warn"];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output = (output + text).slice(-4_000);
    });
  }
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) {
        resolve();
      } else {
        // Where in Vite's own code it was noticed helps nobody.
        const problem = output.replace(/^\s+at .*\n?/gm, "").trim();
        reject(new StartError(`The console could not be built: ${problem || `exit code ${code}`}`));
      }
    });
  });
}

function findVite(root: string): string | undefined {
  try {
    // Vite exports no path to its program, but its manifest.
    const manifest = createRequire(join(root, "package.json")).resolve("vite/package.json");
    return join(dirname(manifest), "bin", "vite.js");
  } catch {
    return undefined; // not installed
  }
}

/** Over paths and contents, so that a checkout of other times but the same files is not built again. */
async function hashSources(installation: string): Promise<string> {
  const hash = createHash("sha256");
  for (const source of sources) {
    for (const file of await listFiles(join(installation, source))) {
      hash.update(`${relative(installation, file)}\0`);
      hash.update(
        createHash("sha256")
          .update(await readFile(file))
          .digest(),
      );
    }
  }
  return hash.digest("hex");
}

/** The path itself when it is a file, nothing when it is absent. */
async function listFiles(path: string): Promise<string[]> {
  try {
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOTDIR") {
      return [path];
    }
    if (code === "ENOENT") {
      return [];
    }
    throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
