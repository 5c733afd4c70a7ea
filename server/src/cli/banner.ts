import { styleText } from "node:util";

/** What a person wants to know once everything runs. */
export function bannerText(facts: {
  readonly version: string;
  readonly startedInMs: number;
  /** Null for a worker, which serves none. */
  readonly consoleUrl: string | null;
  /** Of a worker, where it says how it is; null where it does not, and for those who serve more. */
  readonly healthUrl: string | null;
  /** Leads to making the first administrator; null once there is one. */
  readonly signInUrl: string | null;
  readonly sandboxUrl: string | null;
}): string {
  const rows = [
    ...(facts.consoleUrl === null ? [] : [["Console", facts.consoleUrl]]),
    ...(facts.healthUrl === null ? [] : [["Health", facts.healthUrl]]),
    ...(facts.signInUrl === null ? [] : [["First sign-in", facts.signInUrl]]),
    ...(facts.sandboxUrl === null ? [] : [["Sandbox", facts.sandboxUrl]]),
  ];
  const seconds = (facts.startedInMs / 1000).toFixed(1);
  const lines = rows.map(([name = "", url = ""]) => `  ${name.padEnd(14)} ${styleText("cyan", url)}`);
  const ready = `${styleText("bold", `Velodrome ${facts.version}`)} is ready after ${seconds} s. Ctrl-C stops it.`;
  return `\n  ${ready}\n\n${lines.map((line) => `${line}\n`).join("")}\n`;
}
