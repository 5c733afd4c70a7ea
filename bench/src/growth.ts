import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { startChild, startListener, until } from "./child.ts";
import { installGreeting } from "./greeting-cycle.ts";
import { measureWhole, type Target } from "./measure.ts";
import type { Options } from "./options.ts";
import { createInstallation, type Installation, type Velodrome } from "./velodrome.ts";

const pageId = "1906385232743851";
const seedScript = fileURLToPath(new URL("../../server/src/run/testing/seed-history.ts", import.meta.url));
const runningCycles = 2000;
const seedingLimit = 30 * 60_000;
/** What is promised: cycles a second with a past, as a share of those without one. */
const promised = 0.9;

interface Subject {
  readonly name: string;
  readonly installation: Installation;
  path: string;
  readonly perSecond: number[];
}

interface Ground {
  readonly options: Options;
  readonly graphUrl: string;
  readonly appSecret: string;
}

async function seed(dataDir: string, runs: number): Promise<void> {
  let endedWith: number | null | undefined;
  const child = startChild({
    name: "seeding",
    command: [process.execPath, seedScript, dataDir, String(runs), String(runningCycles)],
    onLine: (line) => console.log(`    ${line}`),
    onEnd: (code) => {
      endedWith = code;
    },
  });
  await until(() => endedWith !== undefined, "the seeding", seedingLimit);
  if (endedWith !== 0) child.mustRun();
}

async function running<T>(subject: Subject, work: (velodrome: Velodrome) => Promise<T>): Promise<T> {
  const velodrome = await subject.installation.start("all");
  try {
    return await work(velodrome);
  } finally {
    await velodrome.child.stop();
  }
}

async function measure({ options, graphUrl, appSecret }: Ground, subject: Subject): Promise<void> {
  const { messages, warmUp, connections } = options;
  await running(subject, async ({ url, child }) => {
    const target: Target = {
      ...{ name: subject.name, url: `${url}${subject.path}`, pageId, appSecret, graphUrl },
      mustRun: child.mustRun,
    };
    await measureWhole(target, { messages: warmUp, connections });
    const { cyclesPerSecond } = await measureWhole(target, { messages, connections });
    subject.perSecond.push(cyclesPerSecond ?? 0);
    console.log(`  ${subject.name}: ${Math.round(cyclesPerSecond ?? 0)} cycles/s`);
  });
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0;

/** Cycles a second of an installation without a past and of one with so many stored runs and 2,000 running cycles, by turns. */
export async function benchGrowth(options: Options, runs: number): Promise<void> {
  const appSecret = randomBytes(16).toString("hex");
  const graphScript = new URL("fake-graph.ts", import.meta.url);
  const graph = await startListener("fake Graph API", graphScript, { BENCH_PAGE_ID: pageId });
  const ground: Ground = { options, graphUrl: graph.url, appSecret };
  const subjects: Subject[] = [];
  try {
    for (const name of ["empty", "grown"]) {
      const subject: Subject = { name, installation: await createInstallation(), path: "", perSecond: [] };
      subjects.push(subject);
      await running(subject, async (velodrome) => {
        subject.path = await installGreeting(velodrome, { graphUrl: graph.url, pageId, appSecret });
        if (name === "grown") await seed(subject.installation.data, runs);
      });
    }
    for (let round = 1; round <= options.rounds; round++) {
      console.log(`round ${round} of ${options.rounds}`);
      for (const subject of subjects) await measure(ground, subject);
    }
    const [empty = 0, grown = 0] = subjects.map(({ perSecond }) => median(perSecond));
    const share = grown / empty;
    console.log(
      `\nwith ${runs} stored runs and ${runningCycles} running cycles: ${Math.round(grown)} cycles/s, empty ${Math.round(empty)}: ${share.toFixed(2)} (promised: at least ${promised})`,
    );
    if (share < promised) process.exitCode = 1;
  } finally {
    for (const { installation } of subjects) await installation.remove();
    await graph.child.stop();
  }
}
