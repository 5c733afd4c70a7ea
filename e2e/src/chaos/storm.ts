import type { Event, Run } from "@velodrome/contract";
import { type FakeGraph, startFakeGraph } from "../harness/fake-graph.ts";
import { type Fleet, type Member, startFleet } from "../harness/fleet.ts";
import { makeSetup, makeTenant, type Scene, startReplying, type Tenant } from "../harness/scene.ts";
import { type Sending, startSending } from "../harness/sending.ts";
import { until } from "../harness/until.ts";
import { findViolations } from "../harness/violations.ts";
import type { Verdict } from "./scenario.ts";

/** Processes on one PostgreSQL with messages on their way through them. */
export interface Storm {
  readonly fleet: Fleet;
  readonly graph: FakeGraph;
  readonly tenant: Tenant;
  readonly sending: Sending;
  say(line: string): void;
}

export type Act = (storm: Storm) => Promise<void>;

/** What came of it. */
export interface StormVerdict extends Verdict {
  /** Replies beyond the first to one message. */
  readonly repeated: number;
}

export interface StormPlan {
  /** At least so many; people go on writing until the last act is over. */
  readonly messages: number;
  /** Messages that people write in a second, as long as no more than `unrepliedAtMost` have no reply. 100 unless told. */
  readonly perSecond?: number;
  /** 1000 unless told. */
  readonly unrepliedAtMost?: number;
  readonly people: number;
  /** Processes of each role; two web and two worker processes unless told. */
  readonly processes?: Parameters<typeof startFleet>[0];
  /** Done one after another, spread over the messages. */
  readonly acts: readonly Act[];
  /** How long the Graph API takes, in ms: so that at any moment some calls are in flight. */
  readonly graphDelay?: number;
  /** How long after the last message every run must be over, in ms. */
  readonly settlesWithin?: number;
  /** Runs that may fail in this weather. */
  mayFail?(run: Run): boolean;
}

const page = "612300000000001";
const stallsAfter = 120_000;
const paceMs = 20;

/** Messages that are accepted before an act begins: each has its share. */
const targetOf = ({ acts, messages }: StormPlan, at: number): number =>
  Math.floor(((at + 1) * messages) / (acts.length + 1));

/** For what reasons runs wait, and what is said about calls, in words. */
async function whatWaits({ fleet, sending, graph }: Storm): Promise<string> {
  const runs = await fleet.database.query<{ line: string }>(
    `SELECT count(*) || ' ' || status || ' ' || coalesce(state #>> '{waitingFor,code}', '') || ' due ' || coalesce((min(due_at) - now())::text, '-')
      || ' to ' || coalesce((max(due_at) - now())::text, '-') AS line
    FROM run_live GROUP BY status, state #>> '{waitingFor,code}'`,
  );
  const pressure = await fleet.database.query<{ line: string }>(
    "SELECT code || ' round ' || round || ' until ' || (until - now())::text AS line FROM connection_pressure",
  );
  const lines = [...runs, ...pressure].map(({ line }) => line);
  return `${sending.accepted()} accepted, ${graph.replies.length} replies: ${lines.join("; ")}`;
}

async function perform(storm: Storm, plan: StormPlan): Promise<void> {
  for (const [at, act] of [...plan.acts, null].entries()) {
    const target = act === null ? plan.messages : targetOf(plan, at);
    const isDue = (): boolean => storm.sending.accepted() >= target;
    await until(`message ${target} is accepted`, isDue, { within: stallsAfter }).catch(async (error: unknown) => {
      storm.say(await whatWaits(storm));
      throw error;
    });
    await act?.(storm);
  }
}

async function settle({ fleet, tenant, sending, say }: Storm, within: number): Promise<void> {
  sending.finish();
  await sending.done;
  say(`all accepted, ${sending.resent()} POSTs made again`);
  const unfinished = async (): Promise<number> => {
    const rows = await fleet.database.query<{ count: number }>(
      "SELECT count(*)::int AS count FROM run_live WHERE account_id = (SELECT account_id FROM connection LIMIT 1)",
    );
    return rows[0]?.count ?? 0;
  };
  await until("every run is over", async () => (await unfinished()) === 0, { within }).catch(async (error: unknown) => {
    say(`${String(error)} ${await unfinished()} runs of ${tenant.account} are not.`);
  });
}

async function judge(
  { fleet, graph, tenant, sending }: Storm,
  mayFail: (run: Run) => boolean = () => false,
): Promise<StormVerdict> {
  const api = fleet.api();
  const events = await api.list<Event>(`${tenant.path}/events`);
  const runs = await api.list<Run>(`${tenant.path}/runs`);
  const { replies } = graph;
  const { sent } = sending;
  const different = new Set(replies.map(({ text }) => text)).size;
  const repeated = replies.length - different;
  return {
    repeated,
    figures: `${events.length} events, ${different} different replies, ${repeated} repeated, ${sending.resent()} POSTs made again`,
    violations: await findViolations({ ...{ api, tenant, events, runs, replies, mayFail }, sent, processes: "many" }),
  };
}

async function startScene(fleet: Fleet, graph: FakeGraph): Promise<{ scene: Scene; tenant: Tenant }> {
  const api = fleet.api();
  const scene = await makeSetup(api, graph.url);
  const tenant = await makeTenant(api, scene, page);
  await startReplying(api, tenant, { word: "hi", reply: "{{ message.message.text }}" });
  return { scene, tenant };
}

/** Where Meta's load balancer would send the next POST: now to one web process, now to the other. */
function addressesOf(fleet: Fleet, url: string): () => string {
  const { pathname } = new URL(url);
  let turn = 0;
  return () => {
    const webs = fleet.members.filter(({ role }) => role !== "worker");
    return `${webs[turn++ % webs.length]?.url}${pathname}`;
  };
}

/** Posts messages to whichever web process answers while the acts are done, and judges what is there afterwards. */
export async function runStorm(plan: StormPlan, say: Storm["say"]): Promise<StormVerdict> {
  const [fleet, graph] = await Promise.all([startFleet(plan.processes ?? { web: 2, worker: 2 }), startFakeGraph()]);
  let sending: Sending | null = null;
  let pace: NodeJS.Timeout | undefined;
  try {
    const { scene, tenant } = await startScene(fleet, graph);
    graph.delay = plan.graphDelay ?? 20;
    let free = 0;
    pace = setInterval(() => {
      free = Math.min(free + ((plan.perSecond ?? 100) * paceMs) / 1000, plan.people);
    }, paceMs);
    const unrepliedAtMost = plan.unrepliedAtMost ?? 1000;
    sending = startSending(scene, {
      page,
      people: plan.people,
      messages: Number.POSITIVE_INFINITY,
      mayWrite: (accepted) => {
        if (free < 1 || accepted - graph.replies.length - graph.dropped >= unrepliedAtMost) return false;
        free--;
        return true;
      },
      address: addressesOf(fleet, scene.url),
    });
    const storm: Storm = { fleet, graph, tenant, sending, say };
    await perform(storm, plan);
    await settle(storm, plan.settlesWithin ?? 60_000);
    const warnings = fleet.warnings();
    say(warnings.length === 0 ? "nobody warned of anything" : `its processes warned:\n${warnings.join("\n")}`);
    return await judge(storm, plan.mayFail);
  } catch (error) {
    say(`What Velodrome said last:\n${fleet.output()}`);
    throw error;
  } finally {
    clearInterval(pace);
    sending?.stop();
    await Promise.all([graph.close(), fleet.remove()]);
  }
}

/** One after the other, so that each is met. */
export const inTurn = <T>(list: readonly T[], at: number): T => {
  const found = list[at % list.length];
  if (found === undefined) throw new Error("There is none.");
  return found;
};

/** So that what is done next meets one. */
export const untilCallUnderWay = ({ graph }: Storm): Promise<unknown> =>
  until("a call is under way", () => graph.underWay > 0, { within: stallsAfter });

/** `kill -9` of one process, and its next start. */
export async function killAndStart(storm: Storm, member: Member): Promise<void> {
  const { fleet, graph, say } = storm;
  await untilCallUnderWay(storm);
  const before = graph.replies.length;
  await fleet.kill(member);
  await fleet.start(member);
  say(`kill -9 of ${member.name}; ${graph.replies.length - before} replies until it was ready again`);
}
