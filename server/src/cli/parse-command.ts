import { parseArgs } from "node:util";
import { StartError } from "../base/start-error.ts";
import type { Environment } from "../config.ts";

/** What was typed is not a command: one line, exit 2. */
class UsageError extends StartError {
  override readonly name = "UsageError";
  override readonly exitCode = 2;
}

export const commandNames = ["start", "migrate", "doctor", "keys rotate", "sandbox"] as const;

export interface Command {
  readonly name: (typeof commandNames)[number] | "help" | "version";
  /** What options say instead of the environment; checked by the configuration like the rest. */
  readonly overrides: Environment;
}

const options = {
  role: { type: "string" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "v" },
} as const;

/** @param args the command line without node and script */
export function parseCommand(args: readonly string[]): Command {
  const { values, positionals } = parse(args);
  const [first, ...others] = positionals;
  // The only one of two words.
  const [name, rest] = first === "keys" && others[0] === "rotate" ? ["keys rotate", others.slice(1)] : [first, others];
  if (values.help === true || (name === undefined && values.version !== true)) {
    return { name: "help", overrides: {} };
  }
  if (values.version === true) {
    return { name: "version", overrides: {} };
  }
  const known = commandNames.find((command) => command === name);
  if (known === undefined) {
    throw new UsageError(`velodrome has no command ${JSON.stringify(name)}: see velodrome --help`);
  }
  if (rest.length > 0) {
    throw new UsageError(`velodrome ${known} takes no ${JSON.stringify(rest[0])}: see velodrome --help`);
  }
  if (values.role !== undefined && known !== "start") {
    throw new UsageError(`velodrome ${known} takes no --role: see velodrome --help`);
  }
  return { name: known, overrides: values.role === undefined ? {} : { VELODROME_ROLE: values.role } };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (cause) {
    const problem = cause instanceof Error ? (cause.message.split(". ")[0] ?? "") : String(cause);
    throw new UsageError(`${problem}: see velodrome --help`, { cause });
  }
}
