import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

interface ProcessRow {
  readonly pid: number;
  readonly parent: number;
  readonly bytes: number;
  readonly command: string;
}

async function listProcesses(): Promise<ProcessRow[]> {
  const { stdout } = await run("ps", ["-A", "-o", "pid=,ppid=,rss=,comm="]);
  return stdout.split("\n").flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(line);
    if (match === null) return [];
    const [, pid, parent, kibibytes, command = ""] = match;
    return [{ pid: Number(pid), parent: Number(parent), bytes: Number(kibibytes) * 1024, command }];
  });
}

/** Resident memory of a process and those below it, PostgreSQL's left out: its shared pages count for each of them. */
async function residentBytes(root: number): Promise<number> {
  const rows = await listProcesses();
  const family = new Set([root]);
  // A child may stand before its parent in the list.
  for (let size = 0; size !== family.size; ) {
    size = family.size;
    for (const row of rows) if (family.has(row.parent)) family.add(row.pid);
  }
  return rows
    .filter((row) => family.has(row.pid) && !row.command.startsWith("postgres"))
    .reduce((sum, row) => sum + row.bytes, 0);
}

export interface MemoryWatch {
  /** The highest sum seen, in bytes; null where it cannot be read. */
  stop(): Promise<number | null>;
}

export function watchMemory(root: number): MemoryWatch {
  if (process.platform === "win32") return { stop: async () => null };
  let peak = 0;
  const look = async (): Promise<void> => {
    peak = Math.max(peak, await residentBytes(root));
  };
  let looking = look();
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, 1000);
  return {
    async stop() {
      clearInterval(timer);
      await looking;
      return peak;
    },
  };
}
