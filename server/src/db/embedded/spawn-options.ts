import type { Location } from "./location.ts";

/**
 * How PostgreSQL's programs are spawned: as their own user, in a folder that user can enter, and with an environment of
 * ours, because PG* and LD_LIBRARY_PATH of the caller would change what runs and where.
 */
export function spawnOptions(location: Location): { cwd: string; uid?: number; gid?: number; env?: NodeJS.ProcessEnv } {
  return {
    cwd: location.base,
    ...(location.user === undefined ? {} : { uid: location.user.uid, gid: location.user.gid }),
    // Windows cannot start a program without its own variables.
    ...(process.platform === "win32" ? {} : { env: { PATH: "/usr/bin:/bin", LC_ALL: "C" } }),
  };
}
