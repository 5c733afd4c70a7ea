import { chown, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Location } from "./location.ts";

/** What the kernel takes as a socket's path, in bytes, less the longest name PostgreSQL gives it there. */
const longestFolder = 107 - "/.s.PGSQL.65535.lock".length;

/**
 * Where our server listens besides its port, or null where there is no such thing or the path is too long for it. A
 * round trip through it takes a tenth less time than one over the loopback address.
 * What a killed server left in it would stay for ever, so it is made anew for every start.
 */
export async function prepareSocketFolder({ base, user }: Location): Promise<string | null> {
  const folder = join(base, "socket");
  // A comma parts folders in the server's setting, a quote quotes them.
  if (process.platform === "win32" || Buffer.byteLength(folder) > longestFolder || /[,"]/.test(folder)) return null;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { mode: 0o700 });
  if (user !== undefined) await chown(folder, user.uid, user.gid);
  return folder;
}
