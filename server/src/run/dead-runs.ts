import type {
  BacklogAnswer,
  BoundedCount,
  Caller,
  ConnectionBacklog,
  ConnectionBacklogAnswered,
} from "@velodrome/contract";
import { type AuditDeps, actorOf, recordAuditIn } from "../account/audit.ts";
import { toWire } from "../base/id.ts";
import { connectionNotFound, connectionUuid } from "../connection/connections.ts";
import { readConnection } from "../connection/connection-store.ts";
import type { AccountScope, Database } from "../db/database.ts";
import { inTransaction } from "../db/queryable.ts";
import {
  countDeadRuns,
  countWaitingRuns,
  type DeadConnection,
  noteDeadRunsAnswered,
  readDeadRunsAnswered,
} from "./dead-run-store.ts";
import type { Operations } from "./operations.ts";
import { connectionDead } from "./put-off.ts";

export interface DeadRunsDeps extends Pick<AuditDeps, "clock"> {
  database: Database;
  operations: Pick<Operations, "retry">;
}

/** `id` is that of the wire. */
interface Place {
  accountId: string;
  id: string;
}

const dayMs = 24 * 3_600_000;
/** Where counting ends: nobody decides otherwise for more. */
const countAtMost = 10_000;

const bounded = (found: number, isMore = found > countAtMost): BoundedCount => ({
  count: Math.min(found, countAtMost),
  more: isMore,
});

async function find(scope: AccountScope, { accountId, id }: Place): Promise<DeadConnection> {
  const uuid = connectionUuid(id);
  if ((await readConnection(scope, accountId, uuid)) === null) throw connectionNotFound(id);
  return { accountId, id: uuid, wire: id };
}

/** What was not answered while a connection had no token. What is younger than a day waits and is counted apart. */
export async function readDeadRuns(deps: DeadRunsDeps, place: Place): Promise<ConnectionBacklog> {
  return deps.database.withAccount(place.accountId, async (scope) => {
    const connection = await find(scope, place);
    const split = new Date(deps.clock.now() - dayMs);
    const cycles = await countDeadRuns(scope, connection, { split, atMost: countAtMost + 1 });
    const recent = cycles.reduce((sum, each) => sum + each.recent, 0);
    const older = cycles.reduce((sum, each) => sum + each.older, 0);
    const first = Math.min(...cycles.map(({ since }) => since.getTime()));
    return {
      since: cycles.length === 0 ? null : new Date(first).toISOString(),
      recent: bounded(recent),
      // The newest are counted first.
      older: bounded(older, recent + older > countAtMost),
      waiting: bounded(await countWaitingRuns(scope, connection, countAtMost + 1)),
      cycles: cycles.map(({ cycleId, name, status, recent: young, older: old }) => ({
        ...{ id: toWire("cycle", cycleId), name, status, runs: young + old },
      })),
    };
  });
}

/** Decides about them. What is answered goes on from the step that failed, by the version it began with. */
export async function answerDeadRuns(
  deps: DeadRunsDeps,
  place: Place,
  caller: Caller,
  answer: BacklogAnswer,
): Promise<ConnectionBacklogAnswered> {
  const { accountId, id } = place;
  const at = new Date(deps.clock.now());
  const from = answer === "recent" ? { from: new Date(at.getTime() - dayMs).toISOString() } : {};
  const decided = await deps.database.withAccount(accountId, async (scope) =>
    readDeadRunsAnswered(scope, await find(scope, place)),
  );
  // What was decided about before stays as it was decided.
  const open = decided === null ? {} : { finishedAfter: decided.toISOString() };
  const how = { from: "failed-step", version: "same", again: false, preview: false } as const;
  const filter = { status: "failed", code: connectionDead, connection: id, ...from, ...open } as const;
  // Before it is noted: a process that dies in between asks again, and what was retried is not asked about.
  const operation = answer === "none" ? null : await deps.operations.retry(accountId, caller, { filter, ...how });
  await deps.database.withAccount(accountId, async (scope) => {
    await noteDeadRunsAnswered(scope, await find(scope, place), at);
    const details = { connection: id, answer };
    await recordAuditIn(inTransaction(scope), deps.clock, {
      ...{ actor: actorOf(caller), act: "backlog.decided", accountId, details },
    });
  });
  return { operation: operation !== null && "id" in operation ? operation : null };
}
