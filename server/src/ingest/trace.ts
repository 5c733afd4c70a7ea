import type { Event, RunWithSteps, Trace, TraceQuery } from "@velodrome/contract";
import type { ConnectorMap } from "@velodrome/kit";
import { fromWire, toWire } from "../base/id.ts";
import type { Database } from "../db/database.ts";
import type { RunReader } from "../run/runs.ts";
import { receiptOf } from "./conversations.ts";
import { nilAccount, toEvent } from "./event-view.ts";
import { triggersIn } from "./kept-triggers.ts";
import { act } from "./trace-act.ts";
import { missingFacts } from "./trace-missing.ts";
import { type DeliveredFacts, type Finding, type RunFacts, traceChain, type TraceFacts } from "./trace-chain.ts";
import {
  candidatesAtMost,
  findEvents,
  listHearingCycles,
  listSigns,
  listTracedConnections,
  signKinds,
  type TracedEvent,
} from "./trace-store.ts";

export interface TraceDeps {
  database: Database;
  connectors: ConnectorMap;
  runs: Pick<RunReader, "ofEvent" | "read" | "stepsOf">;
}

/** How far from the time that somebody remembers it is looked. */
const aroundMs = 15 * 60_000;

async function candidatesFor(deps: TraceDeps, accountId: string | null, query: TraceQuery): Promise<TracedEvent[]> {
  const { mid, page, person, at } = query;
  const { engine } = deps.database;
  const id = query.event === undefined ? null : fromWire("event", query.event);
  const known = { accountId, id, mid, page, person };
  if (at === undefined) return findEvents(engine, { ...known, from: null, to: null, signs: true, first: "newest" });
  const [from, then, to] = [-aroundMs, 0, aroundMs].map((distance) => new Date(Date.parse(at) + distance)) as [
    Date,
    Date,
    Date,
  ];
  // A busy Page has more in that time than is looked at: the nearest of both sides. Each message has its echo and its
  // receipts soon after it, which nobody means who remembers a time.
  const before = await findEvents(engine, { ...known, from, to: then, signs: false, first: "newest" });
  const after = await findEvents(engine, { ...known, from: then, to, signs: false, first: "oldest" });
  const distance = ({ receivedAt }: TracedEvent) => Math.abs(receivedAt.getTime() - Date.parse(at));
  return [...before, ...after].toSorted((a, b) => distance(a) - distance(b)).slice(0, candidatesAtMost);
}

/** A message before what is only told of one: an echo or a receipt bears the same id. */
const isSign = ({ kind }: TracedEvent): boolean => signKinds.some((sign) => sign === kind);

function routedFinding(event: Event): Finding {
  const { account, connector, setup, page } = event;
  if (account !== null) return { answer: "yes", message: "It belongs to an account.", act: null };
  const message = `No account has the Page ${page ?? "it came from"}. It is held, and comes to the account that connects this Page.`;
  return { answer: "no", message, act: act("connect_page", { connector, setup }) };
}

async function cycleFinding(deps: TraceDeps, event: TracedEvent, runs: number): Promise<Finding> {
  const wire = { account: toWire("account", event.accountId), event: toWire("event", event.id) };
  if (runs > 0) return { answer: "yes", message: "A running cycle took it.", act: null };
  if (event.routed) {
    return { answer: "unknown", message: "A cycle took it, but its run is past its retention.", act: null };
  }
  const methods = (await triggersIn(deps, event.setupId))(event);
  if (methods.length === 0) {
    return {
      answer: "no",
      message: `Cycles are not started by this: a ${event.kind} tells of something else.`,
      act: null,
    };
  }
  const hearing =
    event.connectionId === null
      ? []
      : await listHearingCycles(deps.database.engine, {
          accountId: event.accountId,
          connection: toWire("connection", event.connectionId),
          methods,
        });
  const [first] = hearing;
  if (first === undefined) {
    const message = `No cycle of the account has a trigger for a ${event.kind} of this Page.`;
    return { answer: "no", message, act: act("new_cycle", wire) };
  }
  if (first.status === "running") {
    const message = `“${first.name}” listens to this now, but did not when it came. It can be run again.`;
    return { answer: "no", message, act: act("replay_event", wire) };
  }
  const message = `“${first.name}” has a trigger for it, but ${first.status === "draft" ? "was never started" : "is stopped"}.`;
  return { answer: "no", message, act: act("start_cycle", { ...wire, cycle: toWire("cycle", first.id) }) };
}

async function runFacts(deps: TraceDeps, run: RunWithSteps): Promise<RunFacts> {
  const steps = await deps.runs.stepsOf(run);
  const nameOf = (id: string) => steps.get(id)?.name ?? id;
  const portOf = (id: string, port: string) => {
    const step = steps.get(id);
    return (step?.type === "switch" ? step.cases.find((one) => one.id === port)?.name : undefined) ?? port;
  };
  const ids = { account: run.account, run: run.id, cycle: run.cycle };
  return {
    status: run.status,
    failure: run.error && {
      message: run.error.message,
      step: run.error.step === undefined ? null : nameOf(run.error.step),
    },
    ports: run.steps.flatMap(({ step, port }) =>
      port === null ? [] : [{ name: nameOf(step), port: portOf(step, port) }],
    ),
    sends: run.steps
      .filter(({ step, status }) => steps.get(step)?.type === "action" && status !== "skipped")
      .map(({ step, status, attempts }) => ({
        name: nameOf(step),
        status,
        failure: attempts.at(-1)?.error?.message ?? null,
        at: attempts.at(-1)?.finishedAt ?? null,
      })),
    openRun: act("open_run", ids),
    startCycle: act("start_cycle", ids),
  };
}

const midsOf = (run: RunWithSteps): string[] =>
  run.steps
    .flatMap(({ attempts }) => attempts)
    .map(({ output }) => (output as { messageId?: unknown } | null)?.messageId)
    .filter((mid) => typeof mid === "string");

async function deliveredFacts(deps: TraceDeps, event: TracedEvent, run: RunWithSteps): Promise<DeliveredFacts | null> {
  const { accountId, externalId: page, person } = event;
  if (page === null || person === null) return null;
  const since = new Date(run.createdAt);
  const signs = await listSigns(deps.database.engine, { accountId, page, person, since });
  const [connection] = await listTracedConnections(deps.database.engine, { page, accountId });
  const mids = midsOf(run);
  const sentAt = Date.parse(run.finishedAt ?? run.createdAt);
  const told = signs.flatMap((sign) => receiptOf(deps.connectors, sign) ?? []);
  const isMeant = ({ mids: named, until }: (typeof told)[number]) =>
    named.some((mid) => mids.includes(mid)) || (until !== null && Date.parse(until) >= sentAt);
  const states = new Set(told.filter(isMeant).map(({ state }) => state));
  const echoed = signs.some(({ kind, reference }) => kind === "echo" && reference !== null && mids.includes(reference));
  return {
    state: states.has("seen") ? "seen" : states.has("delivered") ? "delivered" : echoed ? "accepted" : "untold",
    asked: connection?.subscribedFields?.includes("message_deliveries") ?? false,
    openConnection: connection
      ? act("open_connection", {
          account: toWire("account", connection.accountId),
          connection: toWire("connection", connection.id),
        })
      : null,
  };
}

async function wayOf(deps: TraceDeps, event: TracedEvent): Promise<{ facts: TraceFacts; run: RunWithSteps | null }> {
  const nothing = { arrivedAt: event.receivedAt.toISOString(), missing: null, cycle: null, run: null, delivered: null };
  const routed = routedFinding(toEvent(event));
  if (event.accountId === nilAccount) return { facts: { ...nothing, routed }, run: null };
  const runs = await deps.runs.ofEvent(event.accountId, toWire("event", event.id));
  const cycle = await cycleFinding(deps, event, runs.length);
  const [latest] = runs;
  if (latest === undefined) return { facts: { ...nothing, routed, cycle }, run: null };
  const run = await deps.runs.read(event.accountId, latest.id);
  const [own, delivered] = [await runFacts(deps, run), await deliveredFacts(deps, event, run)];
  return { facts: { ...nothing, routed, cycle, run: own, delivered }, run };
}

/** Where a message came to. `accountId` null: it may be any account's, or none's. */
export async function traceMessage(deps: TraceDeps, accountId: string | null, query: TraceQuery): Promise<Trace> {
  const all = await candidatesFor(deps, accountId, query);
  const candidates = [...all.filter((each) => !isSign(each)), ...all.filter(isSign)];
  const [found, ...others] = candidates;
  if (found === undefined) {
    const missing = await missingFacts(deps.database.engine, accountId, query);
    const facts = { arrivedAt: null, missing, routed: null, cycle: null, run: null, delivered: null };
    return { event: null, run: null, findings: traceChain(facts), others: [] };
  }
  const { facts, run } = await wayOf(deps, found);
  return { event: toEvent(found), run, findings: traceChain(facts), others: others.map(toEvent) };
}
