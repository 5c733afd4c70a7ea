import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const repositoryRoot = dirname(dirname(fileURLToPath(import.meta.url)));

export interface ToolCall {
  /** The npm package that holds the tool. */
  readonly tool: string;
  readonly args: readonly string[];
}

export interface ToolRun {
  readonly ok: boolean;
  /** Null when a signal ended the tool. */
  readonly exitCode: number | null;
  readonly output: string;
  readonly milliseconds: number;
}

export interface ToolOptions {
  readonly folder: string;
  /** Milliseconds after which a tool that hangs is ended. */
  readonly limit: number;
  /** Called with each piece of output as it comes. */
  readonly onOutput?: (text: string) => void;
}

interface ToolPackage {
  readonly bin: string | Readonly<Record<string, string>>;
}

/** The script behind a tool's command: run by this very Node, so that no shell and no other Node on the path matters. */
function toolScript(tool: string): string {
  const folder = join(repositoryRoot, "node_modules", tool);
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as ToolPackage;
  const script = typeof bin === "string" ? bin : Object.values(bin)[0];
  if (script === undefined) throw new Error(`The package ${tool} has no command. Run npm ci.`);
  return join(folder, script);
}

export function runTool(call: ToolCall, options: ToolOptions): Promise<ToolRun> {
  const started = performance.now();
  const child = spawn(process.execPath, [toolScript(call.tool), ...call.args], {
    cwd: options.folder,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let note = "";
  const hear = (piece: Buffer): void => {
    output += piece.toString();
    options.onOutput?.(piece.toString());
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  const limit = setTimeout(() => {
    note = `\n${call.tool} did not end within ${Math.round(options.limit / 1000)} s and was stopped.\n`;
    options.onOutput?.(note);
    child.kill("SIGKILL");
  }, options.limit);
  return new Promise((resolve, reject) => {
    child.once("error", (cause) => {
      clearTimeout(limit);
      reject(new Error(`Could not run ${call.tool}.`, { cause }));
    });
    child.once("close", (exitCode) => {
      clearTimeout(limit);
      const milliseconds = performance.now() - started;
      resolve({ ok: exitCode === 0, exitCode, output: output + note, milliseconds });
    });
  });
}
