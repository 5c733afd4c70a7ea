import { execFile } from "node:child_process";
import { appendFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { availableParallelism, cpus, totalmem } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Options } from "./options.ts";
import type { Round } from "./round.ts";
import { ratio, type Summary } from "./summary.ts";

const folder = fileURLToPath(new URL("../results", import.meta.url));
const run = promisify(execFile);

const head = `# Results

Each line is one run of \`npm run bench\`, medians of its rounds. Driver, fake Graph API, server and PostgreSQL share one
machine, so only the ratios within a line mean something. The JSON file beside this one holds every round.

| date | commit | messages × rounds | web × bare | web p99 ms | whole × bare | whole × Node-RED | p99 ms meanwhile |
|---|---|---:|---:|---:|---:|---:|---:|
`;

async function git(...args: string[]): Promise<string> {
  try {
    return (await run("git", args, { cwd: folder })).stdout.trim();
  } catch (cause) {
    // A copy without its history is no reason to lose the figures.
    console.log(`  git could not be asked (${cause instanceof Error ? cause.message.split("\n")[0] : String(cause)})`);
    return "";
  }
}

function readmeLine(summary: Summary, options: Options, date: string, commit: string): string {
  const { bare, web, whole, nodeRed } = summary;
  const times = (value: number | null): string => value?.toFixed(2) ?? "–";
  const cells = [
    date,
    commit,
    `${options.messages} × ${options.rounds}`,
    times(ratio(web.acknowledgedPerSecond, bare.acknowledgedPerSecond)),
    web.p99.toFixed(1),
    times(ratio(whole.cyclesPerSecond, bare.cyclesPerSecond)),
    times(ratio(whole.cyclesPerSecond, nodeRed?.cyclesPerSecond)),
    whole.p99.toFixed(1),
  ];
  return `| ${cells.join(" | ")} |\n`;
}

/** Writes every round as JSON, and the medians as a line of the results' README. Answers the JSON file's path. */
export async function writeResults(
  options: Options,
  rounds: readonly Round[],
  summary: Summary,
  nodeRedVersion: string | null,
): Promise<string> {
  await mkdir(folder, { recursive: true });
  const commit = (await git("rev-parse", "--short", "HEAD")) || "unknown";
  const changed = (await git("status", "--porcelain", "--untracked-files=no")) !== "";
  const now = new Date().toISOString();
  const date = now.slice(0, 10);
  const machine = {
    processors: availableParallelism(),
    model: cpus()[0]?.model ?? null,
    memory: totalmem(),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    nodeRed: nodeRedVersion,
  };
  const path = join(folder, `${date}-${commit}.json`);
  const result = { measuredAt: now, commit, changed, machine, options, summary, rounds };
  await writeFile(path, `${JSON.stringify(result, null, 2)}\n`);
  const readme = join(folder, "README.md");
  const hasReadme = await readFile(readme, "utf8").then(
    (text) => text.includes("| date |"),
    () => false,
  );
  const line = readmeLine(summary, options, date, `${commit}${changed ? " and changes" : ""}`);
  if (hasReadme) await appendFile(readme, line);
  else await writeFile(readme, head + line);
  return path;
}
