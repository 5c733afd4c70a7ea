import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { VitestReport } from "./tally.ts";

/** Lines of what a failed test said: what was expected, what came, and where. The rest stands in its own output. */
const linesOfTest = 12;

/** Lines of a run that failed without a test that did: Vitest ends with what nothing caught. */
const linesOfRun = 40;

function indent(lines: readonly string[]): string {
  return lines.map((line) => `    ${line}`.trimEnd()).join("\n");
}

function beginning(message: string): string {
  const lines = stripVTControlCharacters(message).trim().split("\n");
  const left = lines.length - linesOfTest;
  return indent(left > 0 ? [...lines.slice(0, linesOfTest), `… and ${left} more lines`] : lines);
}

function end(output: string): string {
  return indent(stripVTControlCharacters(output).trim().split("\n").slice(-linesOfRun));
}

export interface FinishedRun {
  readonly project: string;
  readonly report: VitestReport | null;
  readonly exitCode: number | null;
  readonly output: string;
}

type Failed = { readonly path: string; readonly message: string };

function failedIn(file: VitestReport["testResults"][number], folder: string): Failed[] {
  const path = relative(folder, file.name);
  const failed = file.assertionResults.filter(({ status }) => status === "failed");
  if (failed.length === 0) return file.status === "failed" ? [{ path, message: file.message }] : [];
  return failed.map((test) => ({ path: `${path} > ${test.fullName}`, message: test.failureMessages.join("\n") }));
}

/**
 * What failed in a Vitest run, a paragraph each: a test with its file, its name and the beginning of what it said, a
 * file that failed without a failed test, and the end of the output where not all of that has its reason: the report is
 * silent of a group whose preparation threw. To be printed last of all, since of a long output often only the end is kept.
 */
export function describeFailures({ project, report, exitCode, output }: FinishedRun, folder: string): string[] {
  const failed = (report?.testResults ?? []).flatMap((file) => failedIn(file, folder));
  const failures = failed.map(({ path, message }) => `✗ ${path}\n${beginning(message)}`.trimEnd());
  const endedBadly = exitCode !== 0 || report === null;
  const isTold = failed.length > 0 && failed.every(({ message }) => message.trim() !== "");
  if (isTold || (failed.length === 0 && !endedBadly)) return failures;
  return [...failures, `✗ ${project} ended with exit code ${exitCode}, and said at its end\n${end(output)}`];
}
