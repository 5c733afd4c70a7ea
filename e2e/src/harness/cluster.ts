import { readdir, readFile, realpath, rm } from "node:fs/promises";
import { join } from "node:path";

/** Where the embedded databases of one who is root lie: one folder each, which says to whose data it belongs. */
const systemFolder = "/var/lib/velodrome";

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    if (isMissing(cause)) return "";
    throw new Error(`Could not read ${path}.`, { cause });
  }
}

/** The folder that holds a data folder's database; null before its first start. */
export async function databaseFolder(data: string): Promise<string | null> {
  if (process.getuid?.() !== 0) return join(data, "postgres");
  const real = await realpath(data);
  for (const name of await readdir(systemFolder).catch(() => [])) {
    const folder = join(systemFolder, name);
    if ((await textOf(join(folder, "belongs-to"))).trim() === real) return folder;
  }
  return null;
}

/** The PostgreSQL that works on a data folder; null without one. */
export async function databasePid(data: string): Promise<number | null> {
  const folder = await databaseFolder(data);
  if (folder === null) return null;
  const pid = Number((await textOf(join(folder, "cluster", "postmaster.pid"))).split("\n")[0]);
  return pid > 0 ? pid : null;
}

/** The address of the database that works on a data folder, for those who look into it from outside. */
export async function databaseUrl(data: string): Promise<string> {
  const folder = await databaseFolder(data);
  const port = folder === null ? "" : (await textOf(join(folder, "cluster", "postmaster.pid"))).split("\n")[3];
  const password = (await textOf(join(data, "postgres-password"))).trim();
  if (!port || password === "") throw new Error(`No database works on ${data}.`);
  return `postgres://velodrome:${password}@127.0.0.1:${port}/velodrome`;
}

export async function removeData(data: string): Promise<void> {
  const database = await databaseFolder(data);
  if (database !== null) await rm(database, { recursive: true, force: true });
  await rm(data, { recursive: true, force: true });
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ESRCH") return false;
    throw new Error(`Could not see whether process ${pid} runs.`, { cause: error });
  }
}
