import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const file = fileURLToPath(new URL("../../../server/bin/velodrome.mjs", import.meta.url));

/** What a process needs of its surroundings. Nothing else is passed on, so that no setting of the tester's is at work. */
const passedOn = ["PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SystemRoot", "LD_LIBRARY_PATH"];

export type Environment = Readonly<Record<string, string>>;

export interface Ending {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** One process of the product. */
export interface Program {
  /** Everything it has said so far. */
  output(): string;
  hasEnded(): boolean;
  kill(signal: "SIGTERM" | "SIGKILL" | "SIGSTOP" | "SIGCONT"): void;
  readonly ended: Promise<Ending>;
}

const running = new Set<ChildProcess>();

// Whatever ends the tests ends what they started. A signal does not lead to "exit" by itself.
process.once("exit", () => {
  for (const child of running) child.kill("SIGTERM");
});
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => process.exit(1));

/** `velodrome start` or another command, in an environment of its own; of another release where its entry is given. */
export const startProgram = (
  environment: Environment,
  command: readonly string[] = ["start"],
  entry: string = file,
): Program => startScript(entry, environment, command);

/** Any script of ours, as a process. */
export function startScript(script: string, environment: Environment, command: readonly string[]): Program {
  const around = Object.fromEntries(passedOn.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
  const child = spawn(process.execPath, [script, ...command], {
    env: { ...around, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = { all: "", stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      said[name] += text;
      said.all += text;
    });
  }
  running.add(child);
  let ended = false;
  return {
    output: () => said.all,
    hasEnded: () => ended,
    kill: (signal) => void child.kill(signal),
    ended: new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => {
        ended = true;
        running.delete(child);
        resolve({ code, stdout: said.stdout, stderr: said.stderr });
      });
    }),
  };
}
