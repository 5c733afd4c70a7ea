import type { Child } from "./child.ts";
import { installGreeting } from "./greeting-cycle.ts";
import {
  awaitReplies,
  type Load,
  type Measurement,
  measureAcknowledged,
  measureWhole,
  newTag,
  send,
  type Target,
} from "./measure.ts";
import { watchMemory } from "./memory.ts";
import type { NodeRed } from "./node-red.ts";
import type { Options } from "./options.ts";
import type { Installation, Velodrome } from "./velodrome.ts";

/** One thing measured once. */
export interface Reading extends Measurement {
  /** Peak resident memory of its Node processes while it was measured, in bytes. */
  readonly memory: number | null;
}

export interface Round {
  readonly bare: Reading;
  /** Velodrome's web role alone: kept, not executed. */
  readonly web: Reading;
  /** Cycles a second while a started worker emptied what the web role had kept. */
  readonly backlogPerSecond: number;
  /** Everything at once. */
  readonly whole: Reading;
  readonly nodeRed: Reading | null;
}

export interface Stage {
  readonly options: Options;
  readonly graphUrl: string;
  readonly pageId: string;
  readonly appSecret: string;
  readonly bare: { readonly url: string; readonly child: Child };
  readonly installation: Installation;
  readonly nodeRed: NodeRed | null;
}

function targetOf(stage: Stage, name: string, url: string, child: Child): Target {
  const { graphUrl, pageId, appSecret } = stage;
  return { name, url, graphUrl, pageId, appSecret, mustRun: child.mustRun };
}

async function readWith<Result>(
  child: Child,
  work: () => Promise<Result>,
): Promise<{ result: Result; memory: number | null }> {
  const watch = watchMemory(child.pid);
  try {
    const result = await work();
    return { result, memory: await watch.stop() };
  } catch (error) {
    await watch.stop();
    throw error;
  }
}

function loads({ messages, warmUp, connections }: Options): { full: Load; warm: Load } {
  return { full: { messages, connections }, warm: { messages: warmUp, connections } };
}

/** For what answers and replies in one process. */
async function readWhole(stage: Stage, target: Target, child: Child): Promise<Reading> {
  const { full, warm } = loads(stage.options);
  await measureWhole(target, warm);
  const { result, memory } = await readWith(child, () => measureWhole(target, full));
  return { ...result, memory };
}

/** The path of the webhook: made by the first round, kept in the database for the others. */
let webhookPath: string | null = null;

async function velodromeTarget(stage: Stage, name: string, velodrome: Velodrome): Promise<Target> {
  webhookPath ??= await installGreeting(velodrome, stage);
  return targetOf(stage, name, `${velodrome.url}${webhookPath}`, velodrome.child);
}

async function withVelodrome<Result>(
  stage: Stage,
  role: "web" | "all",
  work: (velodrome: Velodrome) => Promise<Result>,
): Promise<Result> {
  const velodrome = await stage.installation.start(role);
  try {
    return await work(velodrome);
  } finally {
    await velodrome.child.stop();
  }
}

interface Kept {
  readonly reading: Reading;
  readonly warmTag: string;
  readonly tag: string;
}

function readWeb(stage: Stage): Promise<Kept> {
  const { full, warm } = loads(stage.options);
  return withVelodrome(stage, "web", async (velodrome) => {
    const target = await velodromeTarget(stage, "web role", velodrome);
    const warmTag = newTag();
    await send(target, warmTag, warm);
    const { result, memory } = await readWith(velodrome.child, () => measureAcknowledged(target, full));
    return { reading: { ...result.measured, memory }, warmTag, tag: result.tag };
  });
}

/** First everything the web role kept must be replied to, then the whole is measured as the others are. */
function readAll(stage: Stage, kept: Kept): Promise<{ reading: Reading; backlogPerSecond: number }> {
  const { messages, warmUp } = stage.options;
  return withVelodrome(stage, "all", async (velodrome) => {
    const target = await velodromeTarget(stage, "whole", velodrome);
    const { firstAt } = await awaitReplies(target, kept.warmTag, warmUp);
    const { lastAt } = await awaitReplies(target, kept.tag, messages);
    const backlogPerSecond = ((messages + warmUp) / (lastAt - firstAt)) * 1000;
    return { reading: await readWhole(stage, target, velodrome.child), backlogPerSecond };
  });
}

export async function runRound(stage: Stage): Promise<Round> {
  console.log("  bare");
  const bareTarget = targetOf(stage, "bare", stage.bare.url, stage.bare.child);
  const bare = await readWhole(stage, bareTarget, stage.bare.child);
  console.log("  Velodrome, web role alone");
  const kept = await readWeb(stage);
  console.log("  Velodrome, everything");
  const { reading: whole, backlogPerSecond } = await readAll(stage, kept);
  let nodeRed: Reading | null = null;
  if (stage.nodeRed !== null) {
    console.log("  Node-RED");
    const target = targetOf(stage, "Node-RED", stage.nodeRed.url, stage.nodeRed.child);
    nodeRed = await readWhole(stage, target, stage.nodeRed.child);
  }
  return { bare, web: kept.reading, backlogPerSecond, whole, nodeRed };
}
