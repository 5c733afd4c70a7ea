import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { StartError } from "../../base/start-error.ts";

const run = promisify(execFile);

export interface ServerUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const ownUser = "velodrome-pg";

/** How the usual systems make a system user without home, shell or password; the first that works is enough. */
const makeUser: readonly (readonly [string, ...string[]])[] = [
  [
    "useradd",
    "--system",
    "--user-group",
    "--no-create-home",
    "--home-dir",
    "/nonexistent",
    "--shell",
    "/usr/sbin/nologin",
    ownUser,
  ],
  ["adduser", "--system", "--group", "--no-create-home", "--home", "/nonexistent", ownUser],
  ["adduser", "-S", "-D", "-H", "-s", "/sbin/nologin", ownUser],
];

const existingUsers = ["postgres", "nobody"];

/**
 * The unprivileged user that PostgreSQL runs as, because it refuses to run as root.
 * Undefined when we are not root ourselves: then it runs as us.
 */
export async function findServerUser(): Promise<ServerUser | undefined> {
  if (process.getuid?.() !== 0) {
    return undefined;
  }
  const found = (await lookUp(ownUser)) ?? (await create()) ?? (await firstExisting());
  if (found === undefined) {
    throw new StartError(
      `PostgreSQL refuses to run as root, and no system user could be made: run \`useradd --system ${ownUser}\`, start as another user, or set DATABASE_URL.`,
    );
  }
  return found;
}

async function create(): Promise<ServerUser | undefined> {
  for (const [command, ...args] of makeUser) {
    const made = await run(command, args).then(
      () => true,
      () => false,
    );
    const user = made ? await lookUp(ownUser) : undefined;
    if (user !== undefined) {
      return user;
    }
  }
  return undefined;
}

async function firstExisting(): Promise<ServerUser | undefined> {
  for (const name of existingUsers) {
    const user = await lookUp(name);
    if (user !== undefined) {
      return user;
    }
  }
  return undefined;
}

/** Through `id`, so that users of any directory service count, not only those in /etc/passwd. */
async function lookUp(name: string): Promise<ServerUser | undefined> {
  try {
    const uid = Number((await run("id", ["-u", name])).stdout);
    const gid = Number((await run("id", ["-g", name])).stdout);
    return Number.isInteger(uid) && uid > 0 ? { name, uid, gid } : undefined;
  } catch {
    return undefined; // `id` fails for an unknown user: that is the answer
  }
}
