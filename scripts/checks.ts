import { availableParallelism } from "node:os";
import { runTool, type ToolCall } from "./tool.ts";

interface Check {
  readonly name: string;
  /** One after another; the first that fails ends the check, as the next would repeat much of what it said. */
  readonly calls: readonly ToolCall[];
}

export const checks: readonly Check[] = [
  { name: "format", calls: [{ tool: "@biomejs/biome", args: ["format", "--colors=off", "."] }] },
  { name: "lint", calls: [{ tool: "oxlint", args: ["--deny-warnings"] }] },
  { name: "types", calls: [{ tool: "typescript", args: ["-p", "tsconfig.json"] }] },
  { name: "types (console)", calls: [{ tool: "typescript", args: ["-p", "console/tsconfig.json"] }] },
  {
    name: "dead code",
    calls: [
      // What runs in production, each workspace with its own dependencies only …
      { tool: "knip", args: ["--strict", "--no-progress", "--no-config-hints"] },
      // … and then everything else: tests, what only tests use, scripts, development dependencies.
      { tool: "knip", args: ["--no-progress", "--no-config-hints"] },
    ],
  },
];

export interface CheckResult {
  readonly name: string;
  readonly ok: boolean;
  /** What the tool said that failed; empty when all passed. */
  readonly complaint: string;
  readonly milliseconds: number;
}

const checkLimit = 600_000;

export async function runCheck(check: Check, folder: string): Promise<CheckResult> {
  const { name } = check;
  let milliseconds = 0;
  for (const call of check.calls) {
    const run = await runTool(call, { folder, limit: checkLimit });
    milliseconds += run.milliseconds;
    const complaint = run.output.trim() || `${call.tool} ended with exit code ${run.exitCode}`;
    if (!run.ok) return { name, ok: false, complaint, milliseconds };
  }
  return { name, ok: true, complaint: "", milliseconds };
}

/** Runs every check, as many at a time as there are processors, and hands each result on as it comes. */
export async function runChecks(folder: string, onResult: (result: CheckResult) => void): Promise<CheckResult[]> {
  const waiting = [...checks];
  const results: CheckResult[] = [];
  const work = async (): Promise<void> => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const result = await runCheck(check, folder);
      results.push(result);
      onResult(result);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return results;
}

export function describeCheck({ name, ok, complaint, milliseconds }: CheckResult): string {
  const line = `${ok ? "✓" : "✗"} ${name.padEnd(18)}${(milliseconds / 1000).toFixed(1).padStart(5)} s`;
  return ok ? line : `${line}\n${complaint.replaceAll(/^/gm, "    ")}\n`;
}
