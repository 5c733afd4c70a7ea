import type { Event, Run } from "@velodrome/contract";
import { type FakeGraph, startFakeGraph } from "./fake-graph.ts";
import { createInstallation, type Installation, type Product } from "./installation.ts";
import { makeSetup, makeTenant, type Scene, startReplying, type Tenant } from "./scene.ts";
import { type Sending, startSending } from "./sending.ts";
import { until } from "./until.ts";
import { findViolations } from "./violations.ts";

export interface ChaosPlan {
  readonly messages: number;
  readonly people: number;
  readonly kills: number;
  /** Told in words how it goes. */
  say(line: string): void;
}

export interface ChaosResult {
  readonly messages: number;
  readonly events: number;
  readonly replied: number;
  /** Replies beyond the first to one message. */
  readonly repeated: number;
  readonly kills: number;
  /** Most of them after one kill. */
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
const graphDelay = 20;
const stallsAfter = 120_000;

interface Arena {
  readonly plan: ChaosPlan;
  readonly installation: Installation;
  readonly graph: FakeGraph;
  readonly scene: Scene;
  readonly tenant: Tenant;
}

const textsOf = (list: readonly { text: string | null }[]): Set<string> => new Set(list.map(({ text }) => text ?? ""));

/** Kills the product again and again while messages are posted, starting it again each time; answers the last start. */
async function killAndStart({ plan, installation, graph }: Arena, first: Product, sending: Sending) {
  let product = first;
  let slowestStart = 0;
  for (let kill = 1; kill <= plan.kills; kill++) {
    const target = Math.floor((plan.messages * kill) / (plan.kills + 1));
    // Now while webhooks come in, now while replies go out.
    const counts = kill % 2 === 0 ? () => graph.replies.length : () => sending.accepted();
    await until(`message ${target} has come`, () => counts() >= target, { within: stallsAfter });
    const what = kill % 3 === 0 ? "node" : "node and database";
    await product.kill(what);
    graph.era++;
    const progress = `${sending.accepted()} accepted, ${graph.replies.length} replies`;
    product = await installation.start();
    slowestStart = Math.max(slowestStart, product.readyAfter);
    plan.say(`kill ${kill} of ${plan.kills} (${what}): ${progress}; ready again after ${product.readyAfter} ms`);
  }
  return { product, slowestStart };
}

async function settle({ plan, graph, tenant }: Arena, { api }: Product, sending: Sending): Promise<void> {
  await sending.done;
  plan.say(`all ${plan.messages} accepted, ${sending.resent()} POSTs made again`);
  const isReplied = () => textsOf(graph.replies).size === plan.messages;
  await until("every message is replied to", isReplied, { within: stallsAfter });
  const unfinished = async () => {
    const left = ["queued", "running", "waiting", "sleeping", "held"] as const;
    const lists = await Promise.all(left.map((status) => api.list<Run>(`${tenant.path}/runs?status=${status}`)));
    return lists.flat().length;
  };
  await until("no run is left", async () => (await unfinished()) === 0, { within: 30_000 });
}

async function judge(
  arena: Arena,
  { api }: Product,
  sending: Sending,
): Promise<Omit<ChaosResult, "seconds" | "slowestStart">> {
  const { plan, graph, tenant } = arena;
  const [events, runs] = await Promise.all([
    api.list<Event>(`${tenant.path}/events`),
    api.list<Run>(`${tenant.path}/runs`),
  ]);
  const replies = graph.replies;
  const perEra = Map.groupBy(replies, ({ era }) => era);
  const seen = new Set<string>();
  let repeatedAtMost = 0;
  for (const [, ofEra] of [...perEra].sort(([a], [b]) => a - b)) {
    const repeated = ofEra.filter(({ text }) => seen.has(text)).length;
    repeatedAtMost = Math.max(repeatedAtMost, repeated);
    for (const { text } of ofEra) seen.add(text);
  }
  return {
    messages: plan.messages,
    events: events.length,
    replied: seen.size,
    repeated: replies.length - seen.size,
    kills: plan.kills,
    repeatedAtMost,
    resent: sending.resent(),
    violations: await findViolations({ api, tenant, events, runs, replies, sent: sending.sent }),
  };
}

/** `kill -9` while messages are posted, and the judgement: nothing lost, nothing stuck, repeats few and marked. */
export async function runChaos(plan: ChaosPlan): Promise<ChaosResult> {
  const startedAt = performance.now();
  const [installation, graph] = await Promise.all([createInstallation(), startFakeGraph()]);
  let product = await installation.start();
  try {
    const scene = await makeSetup(product.api, graph.url);
    const tenant = await makeTenant(product.api, scene, page);
    await startReplying(product.api, tenant, { word: "hi", reply: "{{ message.message.text }}" });
    graph.delay = graphDelay;
    const arena = { plan, installation, graph, scene, tenant };
    const sending = startSending(scene, { page, people: plan.people, messages: plan.messages });
    const survived = await killAndStart(arena, product, sending);
    product = survived.product;
    await settle(arena, product, sending);
    const result = await judge(arena, product, sending);
    await product.stop();
    await installation.remove();
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    return { ...result, slowestStart: survived.slowestStart, seconds };
  } catch (error) {
    plan.say(`What Velodrome said last:\n${product.output()}`);
    throw error;
  } finally {
    await graph.close();
  }
}
