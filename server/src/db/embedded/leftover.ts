import { execFile } from "node:child_process";
import { readFile, readlink, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import type { Log } from "../../base/log.ts";

const run = promisify(execFile);

/** What PostgreSQL writes into `postmaster.pid` of a cluster in use. */
export interface PostmasterFile {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

export async function readPostmasterFile(cluster: string): Promise<PostmasterFile | undefined> {
  const text = await readFile(join(cluster, "postmaster.pid"), "utf8").catch(() => "");
  const lines = text.split("\n").map((line) => line.trim());
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) {
    return undefined;
  }
  return { pid, port: Number(lines[3] ?? 0), ready: lines[7] === "ready" };
}

/** The running server of this cluster, if there is one. */
export async function findRunning(cluster: string): Promise<PostmasterFile | undefined> {
  const file = await readPostmasterFile(cluster);
  return file !== undefined && (await isServerOf(file.pid, cluster)) ? file : undefined;
}

/**
 * Leaves nothing in the way of a new start. Called with the data folder's lock held, so whatever runs here has lost
 * its parent (which was killed with -9): it is stopped as PostgreSQL wishes to be stopped. A `postmaster.pid` whose
 * process is gone, or is by now somebody else's, is removed: PostgreSQL itself would believe the reused pid.
 */
export async function stopLeftover(cluster: string, log: Log): Promise<void> {
  const left = await findRunning(cluster);
  if (left !== undefined) {
    log.warn({ pid: left.pid }, "stopping a PostgreSQL that outlived its Velodrome");
    await stopServer(left.pid, () => isServerOf(left.pid, cluster));
  }
  await rm(join(cluster, "postmaster.pid"), { force: true });
}

/** Fast shutdown (clients are cut off, a checkpoint is written), then an immediate one, then the end. */
const shutdown = [
  { signal: "SIGINT", waitMs: 10_000 },
  { signal: "SIGQUIT", waitMs: 5_000 },
  { signal: "SIGKILL", waitMs: 5_000 },
] as const;

export async function stopServer(pid: number, isRunning: () => Promise<boolean>): Promise<void> {
  for (const { signal, waitMs } of shutdown) {
    sendSignal(pid, signal);
    const deadline = Date.now() + waitMs;
    while (Date.now() < deadline) {
      if (!(await isRunning())) {
        return;
      }
      await delay(20);
    }
  }
  throw new Error(`PostgreSQL (process ${pid}) cannot be stopped`);
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) {
      throw error;
    }
  }
}

/** A server's working directory is its cluster, and its command line names it; a zombie has neither. */
async function isServerOf(pid: number, cluster: string): Promise<boolean> {
  if (process.platform === "linux") {
    return readlink(`/proc/${pid}/cwd`).then(
      (folder) => folder === cluster,
      () => false,
    );
  }
  const [command, ...args] =
    process.platform === "win32"
      ? ["tasklist", "/FI", `PID eq ${pid}`, "/FI", "IMAGENAME eq postgres.exe", "/NH"]
      : ["ps", "-o", "command=", "-p", String(pid)];
  const mark = process.platform === "win32" ? "postgres.exe" : cluster;
  return run(command as string, args).then(
    ({ stdout }) => stdout.includes(mark),
    () => false,
  );
}
