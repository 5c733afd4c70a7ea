import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeCheck, runChecks } from "./checks.ts";
import { describeFailures } from "./failures.ts";
import { addTally, emptyTally, isSuccess, lastLine, type Tally, tallyVitest, type VitestReport } from "./tally.ts";
import { repositoryRoot, runTool } from "./tool.ts";

/** Minutes a project may take before it is stopped and counted as failed: a hang must not look like work. */
const projects = [
  { name: "unit", minutes: 10 },
  { name: "db", minutes: 20 },
  { name: "e2e", minutes: 40 },
  { name: "chaos", minutes: 20 },
];

async function readReport(path: string): Promise<VitestReport | null> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return null;
    throw new Error(`Could not read the test report ${path}.`, { cause });
  }
  return JSON.parse(text) as VitestReport;
}

async function runProject(
  { name, minutes }: (typeof projects)[number],
  reportFolder: string,
): Promise<{ tally: Tally; failures: string[] }> {
  const reportPath = join(reportFolder, `${name}.json`);
  const args = ["run", "--project", name, "--reporter=default", "--reporter=json", `--outputFile.json=${reportPath}`];
  const onOutput = (text: string): void => void process.stdout.write(text);
  const run = await runTool({ tool: "vitest", args }, { folder: repositoryRoot, limit: minutes * 60_000, onOutput });
  const report = await readReport(reportPath);
  const tally = tallyVitest(report, run.exitCode);
  console.log(`${name}: ${lastLine(tally)} in ${(run.milliseconds / 1000).toFixed(1)} s\n`);
  return { tally, failures: describeFailures({ project: name, report, ...run }, repositoryRoot) };
}

console.log("checks");
const results = await runChecks(repositoryRoot, (result) => console.log(describeCheck(result)));
let total = results.reduce(
  (sum, { ok }) => addTally(sum, { ...emptyTally, passed: ok ? 1 : 0, failed: ok ? 0 : 1 }),
  emptyTally,
);
const failures = results.filter(({ ok }) => !ok).map(describeCheck);
console.log("");

const reportFolder = await mkdtemp(join(tmpdir(), "velodrome-tests-"));
try {
  for (const project of projects) {
    console.log(`tests: ${project.name}`);
    const done = await runProject(project, reportFolder);
    total = addTally(total, done.tally);
    failures.push(...done.failures);
  }
} finally {
  await rm(reportFolder, { recursive: true, force: true });
}

process.exitCode = isSuccess(total) ? 0 : 1;
for (const failure of failures) console.log(`${failure}\n`);
console.log(lastLine(total));
