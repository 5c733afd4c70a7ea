import type { ActionStep, Reply, Run, RunError, Step } from "@velodrome/contract";
import { floorOf, fromWire, toWire } from "../base/id.ts";
import type { AccountScope } from "../db/database.ts";
import { showPayloads } from "./payload.ts";
import { listCalls, type StoredCall } from "./reply-store.ts";
import { UnreadableVersion, type Versions } from "./versions.ts";

const dayMs = 86_400_000;

/** Steps of a run's version; of one that this release cannot read, none. */
export async function stepsOf(
  versions: Versions,
  run: Pick<Run, "cycle" | "version">,
): Promise<ReadonlyMap<string, Step>> {
  try {
    const { steps } = await versions.get(fromWire("cycle", run.cycle) ?? "", run.version);
    return new Map([...steps].map(([id, { step }]) => [id, step]));
  } catch (error) {
    if (error instanceof UnreadableVersion) return new Map();
    throw error;
  }
}

function textIn(value: unknown, field: string): string | null {
  const found = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[field] : null;
  return typeof found === "string" ? found : null;
}

/** An action that says something has it in `text`; one that knows the application's id of it answers `messageId`. */
const toReply = (call: StoredCall, action: ActionStep): Reply => ({
  id: toWire("stepRun", call.id),
  step: call.step,
  name: action.name ?? null,
  method: action.method ?? "",
  status: call.status,
  text: textIn(call.input, "text"),
  mid: textIn(call.output, "messageId"),
  error: call.error as RunError | null,
  at: (call.finishedAt ?? call.startedAt).toISOString(),
});

/** What these runs said to the application, by run, oldest first. */
export async function repliesOf(
  scope: AccountScope,
  versions: Versions,
  accountId: string,
  runs: readonly Run[],
): Promise<ReadonlyMap<string, Reply[]>> {
  const stepsByRun = new Map<string, ReadonlyMap<string, Step>>();
  for (const run of runs) stepsByRun.set(run.id, await stepsOf(versions, run));
  const all = [...stepsByRun.values()].flatMap((own) => [...own.values()]);
  const steps = [...new Set(all.filter(({ type }) => type === "action").map(({ id }) => id))];
  const runIds = runs.map(({ id }) => fromWire("run", id) ?? "").toSorted();
  const [oldest] = runIds;
  if (oldest === undefined || steps.length === 0) return new Map();
  // A day of grace: attempts carry the worker's clock.
  const calls = await listCalls(scope, { runIds, steps, since: floorOf(oldest, -dayMs) });
  const replies = new Map<string, Reply[]>();
  for (const call of await showPayloads(scope, accountId, calls)) {
    const run = toWire("run", call.runId);
    const action = stepsByRun.get(run)?.get(call.step);
    if (action?.type === "action") replies.set(run, [...(replies.get(run) ?? []), toReply(call, action)]);
  }
  return replies;
}
