import { statfs } from "node:fs/promises";
import { AppError } from "../base/app-error.ts";
import type { Log } from "../base/log.ts";

/**
 * `scarce`: nothing new is taken in, so that what is there can be brought to its end and PostgreSQL can tidy up. `none`:
 * nothing is begun either. A PostgreSQL that cannot write its log any more ends.
 */
export type Room = "enough" | "scarce" | "none";

const mebibyte = 1024 * 1024;
const looksEveryMs = 2000;
/** A larger disk is to be watched from sooner on, and a small one is not to be full from the start. */
const scarceBelow = { share: 0.05, most: 512 * mebibyte, least: 128 * mebibyte } as const;
const noneShare = 1 / 3;
/** It has to become better than it was before it counts as well again, so that it does not go to and fro. */
const betterBy = 1.25;

export interface DiskRoomDeps {
  /** Where the database and its data folder lie. None: the database is somebody else's, and so is its disk. */
  folders: readonly string[];
  log: Pick<Log, "error" | "warn" | "info">;
  /** Free bytes and all bytes of the disk that a folder lies on. */
  measure?(folder: string): Promise<{ free: number; size: number }>;
}

export interface DiskRoom {
  readonly room: Room;
  /** Throws `disk_full` when nothing new may be taken in. */
  require(): void;
  look(): Promise<void>;
  close(): void;
}

export async function measureDisk(folder: string): Promise<{ free: number; size: number }> {
  const { bavail, blocks, bsize } = await statfs(folder);
  return { free: bavail * bsize, size: blocks * bsize };
}

/** Free bytes below which room is scarce on a disk of this size. */
export const scarceBytes = (size: number): number =>
  Math.max(scarceBelow.least, Math.min(scarceBelow.most, size * scarceBelow.share));

/**
 * What a disk's room is called, where it was called something before.
 * @internal
 */
export function roomOf(disk: { free: number; size: number }, before: Room): Room {
  const scarce = scarceBytes(disk.size);
  const none = scarce * noneShare;
  if (disk.free < none || (before === "none" && disk.free < none * betterBy)) return "none";
  if (disk.free < scarce || (before !== "enough" && disk.free < scarce * betterBy)) return "scarce";
  return "enough";
}

export const diskFullMessage = (free: number, folder: string): string =>
  `The disk of ${folder} has ${Math.floor(free / mebibyte)} MiB left, which are kept for what is begun. Make room on it; Velodrome goes on by itself.`;

const worse: Readonly<Record<Room, number>> = { enough: 0, scarce: 1, none: 2 };

/** Watches the disks that the embedded database lies on. */
export async function watchDiskRoom(deps: DiskRoomDeps): Promise<DiskRoom> {
  const measure = deps.measure ?? measureDisk;
  let room: Room = "enough";
  let message = "";
  const look = async (): Promise<void> => {
    let worst: Room = "enough";
    try {
      for (const folder of deps.folders) {
        const disk = await measure(folder);
        const found = roomOf(disk, room);
        if (worse[found] <= worse[worst]) continue;
        worst = found;
        message = diskFullMessage(disk.free, folder);
      }
    } catch (error: unknown) {
      deps.log.warn({ err: error }, "it cannot be seen how much room is left on the disk");
      return;
    }
    if (worst !== room && worst !== "enough") deps.log.error({ room: worst }, message);
    if (worst === "enough" && room !== "enough") deps.log.info("there is room on the disk again: webhooks are taken");
    room = worst;
  };
  await look();
  const timer = deps.folders.length === 0 ? undefined : setInterval(() => void look(), looksEveryMs);
  return {
    get room() {
      return room;
    },
    require: () => {
      if (room !== "enough") throw new AppError("disk_full", { message });
    },
    look,
    close: () => clearInterval(timer),
  };
}
