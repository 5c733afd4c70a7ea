import type { Event, Run } from "@velodrome/contract";
import { sendEchoes } from "./echoes.ts";
import { type FakeGraph, startFakeGraph } from "./fake-graph.ts";
import { createInstallation, type Installation, type Product } from "./installation.ts";
import { makeSetup, makeTenant, type Scene, startReplying, type Tenant } from "./scene.ts";
import { type Sending, startSending } from "./sending.ts";
import { until } from "./until.ts";
import { findViolations, repeatsPerKill } from "./violations.ts";

export interface ChaosPlan {
  readonly messages: number;
  readonly people: number;
  readonly kills: number;
  /** Whether Facebook tells of the messages it took. */
  readonly echoes: boolean;
  /** Told in words how it goes. */
  say(line: string): void;
}

export interface ChaosResult {
  readonly messages: number;
  readonly events: number;
  readonly replied: number;
  /** Replies beyond the first to one message. */
  readonly repeated: number;
  /** Calls whose answer found nobody any more: each would be repeated if nothing told of it. */
  readonly unanswered: number;
  readonly kills: number;
  /** Most of them for one kill. */
  readonly repeatedAtMost: number;
  /** POSTs that had to be made again. */
  readonly resent: number;
  /** Longest way from a start after a kill to ready, in ms. */
  readonly slowestStart: number;
  readonly seconds: number;
  /** What broke a promise, in words; empty when all were kept. */
  readonly violations: readonly string[];
}

const page = "612300000000001";
/** Long enough that some calls are in flight at any moment, in ms. */
const graphDelay = 50;
const stallsAfter = 120_000;

interface Arena {
  readonly plan: ChaosPlan;
  readonly installation: Installation;
  readonly graph: FakeGraph;
  readonly scene: Scene;
  readonly tenant: Tenant;
  /** The latest start. */
  product: Product;
}

const messagesPerKill = ({ messages, kills }: ChaosPlan): number => Math.floor(messages / (kills + 1));

const textsOf = (list: readonly { text: string | null }[]): Set<string> => new Set(list.map(({ text }) => text ?? ""));

/** Lets calls wait for their answers, from the next one on; resolves with what ends it, once one waits. */
async function holdCalls(graph: FakeGraph): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const before = graph.replies.length;
  graph.held = promise;
  await until("a call is under way", () => graph.replies.length > before, { within: stallsAfter });
  return () => {
    graph.held = null;
    resolve();
  };
}

/** Kills the product again and again while messages are posted; answers the longest of its starts, in ms. */
async function killAndStart(arena: Arena, sending: Sending): Promise<number> {
  const { plan, installation, graph } = arena;
  let slowestStart = 0;
  for (let kill = 1; kill <= plan.kills; kill++) {
    // Now while webhooks come in, now while replies go out, and now before it has done anything.
    const counts = kill % 2 === 0 ? () => graph.replies.length : sending.accepted;
    const target = kill % 5 === 0 ? 0 : kill * messagesPerKill(plan);
    await until(`message ${target} has come`, () => counts() >= target, { within: stallsAfter });
    const what = kill % 3 === 0 ? "node" : "node and database";
    // Else it is luck whether a kill meets a call.
    const release = target > 0 ? await holdCalls(graph) : null;
    await arena.product.kill(what);
    release?.();
    graph.era++;
    const progress = `${sending.accepted()} accepted, ${graph.replies.length} replies`;
    arena.product = await installation.start();
    const { readyAfter } = arena.product;
    slowestStart = Math.max(slowestStart, readyAfter);
    plan.say(`kill ${kill} of ${plan.kills} (${what}): ${progress}; ready again after ${readyAfter} ms`);
  }
  return slowestStart;
}

const unfinished = ["queued", "running", "waiting", "sleeping", "held"] as const;

/** Waits until everything is accepted and every run is over. What never is will be found by the judgement. */
async function settle({ plan, tenant, product }: Arena, sending: Sending): Promise<void> {
  await sending.done;
  plan.say(`all ${plan.messages} accepted, ${sending.resent()} POSTs made again`);
  const noneOf = async (status: string): Promise<boolean> => {
    const path = `${tenant.path}/runs?limit=1&status=${status}`;
    return (await product.api.call<{ items: Run[] }>("GET", path)).items.length === 0;
  };
  const isOver = async () => (await Promise.all(unfinished.map(noneOf))).every(Boolean);
  await until("every run is over", isOver, { within: stallsAfter }).catch((error: unknown) => plan.say(String(error)));
}

type Judgement = Omit<ChaosResult, "seconds" | "slowestStart">;

async function judge({ plan, graph, tenant, product }: Arena, sending: Sending): Promise<Judgement> {
  const { api } = product;
  const [all, runs] = await Promise.all([
    api.list<Event>(`${tenant.path}/events`),
    api.list<Run>(`${tenant.path}/runs`),
  ]);
  const events = all.filter(({ kind }) => kind !== "echo");
  const replies = graph.replies;
  const replied = textsOf(replies).size;
  return {
    messages: plan.messages,
    events: events.length,
    replied,
    repeated: replies.length - replied,
    unanswered: graph.unanswered,
    kills: plan.kills,
    repeatedAtMost: Math.max(0, ...repeatsPerKill(replies).values()),
    resent: sending.resent(),
    violations: await findViolations({ api, tenant, events, runs, replies, sent: sending.sent, processes: "one" }),
  };
}

async function prepare(plan: ChaosPlan): Promise<Arena> {
  const [installation, graph] = await Promise.all([createInstallation(), startFakeGraph()]);
  const product = await installation.start();
  const scene = await makeSetup(product.api, graph.url);
  const tenant = await makeTenant(product.api, scene, page);
  await startReplying(product.api, tenant, { word: "hi", reply: "{{ message.message.text }}" });
  graph.delay = graphDelay;
  return { plan, installation, graph, scene, tenant, product };
}

/** `kill -9` while messages are posted, and the judgement: nothing lost, nothing stuck, repeats few and marked. */
export async function runChaos(plan: ChaosPlan): Promise<ChaosResult> {
  const startedAt = performance.now();
  const arena = await prepare(plan);
  const { graph, scene, installation } = arena;
  const echoes = plan.echoes ? sendEchoes(graph, scene, page) : null;
  // Not far ahead of the replies, so that every kill meets both.
  const mayWrite = (accepted: number) => accepted - graph.replies.length < messagesPerKill(plan) / 2;
  const sending = startSending(scene, { page, people: plan.people, messages: plan.messages, mayWrite });
  try {
    const slowestStart = await killAndStart(arena, sending);
    await settle(arena, sending);
    await echoes?.done();
    const result = await judge(arena, sending);
    await arena.product.stop();
    return { ...result, slowestStart, seconds: Math.round((performance.now() - startedAt) / 1000) };
  } catch (error) {
    plan.say(`What Velodrome said last:\n${arena.product.output()}`);
    await arena.product.kill("node and database");
    throw error;
  } finally {
    sending.stop();
    echoes?.stop();
    await Promise.all([graph.close(), installation.remove()]);
  }
}
