import { execFile } from "node:child_process";
import { type FileHandle, open, rm, statfs } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { databaseFolder } from "./cluster.ts";

/** A disk of its own for the database of one data folder. */
export interface SmallDisk {
  /** Takes all of the room but so many bytes. */
  fill(leave: number): Promise<void>;
  /** Gives it back. */
  empty(): Promise<void>;
  remove(): Promise<void>;
}

const call = promisify(execFile);
const sizeMiB = 1024;
const block = Buffer.alloc(1024 * 1024);

/** Moves the database of an installation that does not run to a small disk of its own. Only root may mount one. */
export async function moveToSmallDisk(data: string): Promise<SmallDisk> {
  const folder = await databaseFolder(data);
  if (folder === null) throw new Error(`There is no database for ${data}.`);
  const aside = `${folder}.aside`;
  await call("cp", ["-a", folder, aside]);
  await call("mount", ["-t", "tmpfs", "-o", `size=${sizeMiB}m`, "tmpfs", folder]);
  await call("cp", ["-a", `${aside}/.`, folder]);
  await rm(aside, { recursive: true });
  const ballast = join(folder, "ballast");
  return {
    fill: async (leave) => {
      const file = await open(ballast, "w");
      try {
        await writeUntil(file, folder, leave);
      } finally {
        await file.close();
      }
    },
    empty: () => rm(ballast, { force: true }),
    remove: async () => {
      await call("umount", [folder]);
    },
  };
}

/** Others write meanwhile: what is left at the end is at most what was asked for. */
async function writeUntil(file: FileHandle, folder: string, leave: number): Promise<void> {
  for (;;) {
    const { bavail, bsize } = await statfs(folder);
    const room = bavail * bsize - leave;
    if (room <= 0) return;
    try {
      await file.write(block, 0, Math.min(block.length, room));
    } catch (cause) {
      if (cause instanceof Error && "code" in cause && cause.code === "ENOSPC") return;
      throw new Error("The disk could not be filled.", { cause });
    }
  }
}
