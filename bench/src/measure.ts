import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { request } from "undici";
import { startChild, until } from "./child.ts";
import type { DriverJob, DriverLine, DriverResult } from "./driver.ts";
import type { Replies } from "./fake-graph.ts";

export interface Target {
  /** The name that stands in progress lines. */
  readonly name: string;
  readonly url: string;
  readonly pageId: string;
  readonly appSecret: string;
  readonly graphUrl: string;
  /** Throws when the target is no more. */
  mustRun(): void;
}

export interface Load {
  readonly messages: number;
  readonly connections: number;
}

export interface Measurement {
  readonly acknowledgedPerSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** Messages answered at the fake Graph API, a second, from the first sent to the last reply; null when none is due. */
  readonly cyclesPerSecond: number | null;
}

/** A target that does nothing for so long has lost what is missing. */
const stallLimit = 30_000;

let measurements = 0;

export function newTag(): string {
  return `m${(++measurements).toString(36)}`;
}

async function readReplies(graphUrl: string, tag: string): Promise<Replies> {
  const { body } = await request(`${graphUrl}/bench/replies/${tag}`);
  return (await body.json()) as Replies;
}

/** Waits until every message has its reply, once; throws when replies stop coming before, or one comes twice. */
export async function awaitReplies(target: Target, tag: string, expected: number): Promise<Replies> {
  let replies = await readReplies(target.graphUrl, tag);
  let changedAt = performance.now();
  let saidAt = changedAt;
  while (replies.answered < expected) {
    target.mustRun();
    await pause(100);
    const before = replies.answered;
    replies = await readReplies(target.graphUrl, tag);
    const now = performance.now();
    if (replies.answered > before) changedAt = now;
    if (now - changedAt > stallLimit) {
      throw new Error(
        `${target.name}: ${replies.answered} of ${expected} messages have their reply, and none came for ${stallLimit / 1000} s.`,
      );
    }
    if (now - saidAt > 2000) {
      saidAt = now;
      console.log(`    ${target.name}: ${replies.answered} of ${expected} replies`);
    }
  }
  // A reply too many comes at once or not at all.
  await pause(200);
  replies = await readReplies(target.graphUrl, tag);
  if (replies.repeated > 0) throw new Error(`${target.name}: ${replies.repeated} messages were answered twice.`);
  return replies;
}

/** Lets a process of its own send the messages; throws unless every one is answered 200. */
export async function send(target: Target, tag: string, load: Load): Promise<DriverResult> {
  const { url, pageId, appSecret } = target;
  const job: DriverJob = { url, tag, count: load.messages, connections: load.connections, pageId, appSecret };
  let result: DriverResult | undefined;
  let saidAt = performance.now();
  const driver = startChild({
    name: "driver",
    command: [process.execPath, fileURLToPath(new URL("driver.ts", import.meta.url)), JSON.stringify(job)],
    onLine: (text) => {
      const line = JSON.parse(text) as DriverLine;
      if ("result" in line) result = line.result;
      else if (performance.now() - saidAt > 2000) {
        saidAt = performance.now();
        console.log(`    ${target.name}: ${line.sent} of ${load.messages} sent`);
      }
    },
  });
  const limit = 60_000 + load.messages * 100;
  await until(
    () => {
      if (result !== undefined) return true;
      target.mustRun();
      driver.mustRun();
      return false;
    },
    `${target.name} to take ${load.messages} messages`,
    limit,
  );
  await driver.stop();
  if (result === undefined) throw new Error("The driver ended without a result.");
  if (result.bad > 0) {
    throw new Error(`${target.name}: ${result.bad} messages were not acknowledged. The first got: ${result.firstBad}`);
  }
  return result;
}

function describe(sent: DriverResult, load: Load, lastReplyAt: number | null): Measurement {
  const perSecond = (until: number): number => (load.messages / (until - sent.startedAt)) * 1000;
  return {
    acknowledgedPerSecond: perSecond(sent.endedAt),
    p50: sent.p50,
    p99: sent.p99,
    max: sent.max,
    cyclesPerSecond: lastReplyAt === null ? null : perSecond(Math.max(lastReplyAt, sent.endedAt)),
  };
}

/** Acknowledgements and whole cycles. */
export async function measureWhole(target: Target, load: Load): Promise<Measurement> {
  const tag = newTag();
  const sent = await send(target, tag, load);
  const replies = await awaitReplies(target, tag, load.messages);
  return describe(sent, load, replies.lastAt);
}

/** Acknowledgements alone: nothing may be executed meanwhile. Answers the tag by which what was kept is found later. */
export async function measureAcknowledged(target: Target, load: Load): Promise<{ tag: string; measured: Measurement }> {
  const tag = newTag();
  const sent = await send(target, tag, load);
  const { answered } = await readReplies(target.graphUrl, tag);
  if (answered > 0)
    throw new Error(`${target.name}: ${answered} messages were executed, though only kept was asked for.`);
  return { tag, measured: describe(sent, load, null) };
}
