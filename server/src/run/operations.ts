import type {
  Caller,
  ListQuery,
  Operation,
  RunsCancel,
  RunSelection,
  RunsPreview,
  RunsRetry,
} from "@velodrome/contract";
import { type AuditAct, actorOf, recordAuditIn } from "../account/audit.ts";
import { AppError } from "../base/app-error.ts";
import type { Clock } from "../base/clock.ts";
import { fromWire, newId, toWire } from "../base/id.ts";
import { type ListPage, pageOf, readCursor } from "../base/list-page.ts";
import type { AccountScope, Database } from "../db/database.ts";
import { inTransaction } from "../db/queryable.ts";
import { wakeChore } from "../db/wake-chore-store.ts";
import {
  endOperation,
  insertOperation,
  listOperationRows,
  type NewOperation,
  type OperationRow,
  readOperation,
} from "./operation-store.ts";
import { choiceOf } from "./run-choice.ts";
import { countRuns } from "./run-store.ts";

export interface OperationDeps {
  database: Database;
  clock: Clock;
}

/** The chore that works at them. */
export const operationsChore = "work-at-operations";

/** More are not counted. */
const countedAtMost = 10_000;

const requestedActs = {
  retry: "runs.retry-requested",
  cancel: "runs.cancel-requested",
  replay: "events.replay-requested",
} as const satisfies Record<Operation["kind"], AuditAct>;
export const endedActs = {
  retry: "runs.retried",
  cancel: "runs.cancelled",
  replay: "events.replayed",
} as const satisfies Record<Operation["kind"], AuditAct>;

/** Requests for many runs of one account; `list`, `read` and `stop` also for those for many events. */
export interface Operations {
  retry(accountId: string, caller: Caller, wanted: RunsRetry): Promise<RunsPreview | Operation>;
  cancel(accountId: string, caller: Caller, wanted: RunsCancel): Promise<RunsPreview | Operation>;
  list(accountId: string, query: ListQuery): Promise<ListPage<Operation>>;
  read(accountId: string, operation: string): Promise<Operation>;
  /** What it has done stays done. */
  stop(accountId: string, operation: string): Promise<Operation>;
}

export function createOperations(deps: OperationDeps): Operations {
  const { database } = deps;
  return {
    retry: (accountId, caller, { filter, preview, ...how }) =>
      ask(deps, { accountId, kind: "retry", filter, how }, caller, preview),
    cancel: (accountId, caller, { filter, preview }) =>
      ask(deps, { accountId, kind: "cancel", filter, how: null }, caller, preview),
    list: async (accountId, query) => {
      const page = { before: readCursor(query.cursor), limit: query.limit + 1 };
      const rows = await database.withAccount(accountId, (scope) =>
        listOperationRows(inTransaction(scope), accountId, page),
      );
      const { items, nextCursor } = pageOf(rows, query.limit, ({ id }) => id);
      return { items: items.map(toOperation), nextCursor };
    },
    read: (accountId, operation) =>
      database.withAccount(accountId, async (scope) => toOperation(await find(scope, accountId, operation))),
    stop: (accountId, operation) =>
      database.withAccount(accountId, async (scope) => {
        const row = await find(scope, accountId, operation);
        const ended = await endOperation(inTransaction(scope), row, "stopped", new Date(deps.clock.now()));
        if (ended) return toOperation(ended);
        throw new AppError("operation_finished", {
          message: "This operation is over already; nothing is left to stop.",
        });
      }),
  };
}

type Asked = Pick<NewOperation, "accountId" | "kind" | "how"> & { filter: RunSelection };

const given = (filter: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));

/** Counts what is meant; and unless that is all that is wanted, leaves the rest to the chore. */
async function ask(
  deps: OperationDeps,
  asked: Asked,
  caller: Caller,
  preview: boolean,
): Promise<RunsPreview | Operation> {
  const id = newId();
  const filter = given(asked.filter);
  const answer = await deps.database.withAccount(asked.accountId, async (scope) => {
    const found = await countRuns(scope, asked.accountId, choiceOf({ ...asked, id, filter }), countedAtMost + 1);
    const expected = { runs: Math.min(found, countedAtMost), more: found > countedAtMost };
    return preview ? expected : begin(deps, scope, { ...asked, id, filter, expected, events: null }, caller);
  });
  if (!preview) await wakeOperations(deps);
  return answer;
}

export const wakeOperations = ({ database }: Pick<OperationDeps, "database">): Promise<void> =>
  wakeChore(database.pool, operationsChore);

export interface NewRequest extends Pick<NewOperation, "accountId" | "id" | "kind" | "how"> {
  filter: object;
  expected: RunsPreview;
  /** Of a replay: how many. */
  events: number | null;
}

/** Writes down what was asked for. What is done is the chore's, which is woken after the transaction. */
export async function begin(
  { clock }: Pick<OperationDeps, "clock">,
  scope: AccountScope,
  asked: NewRequest,
  caller: Caller,
): Promise<Operation> {
  const { accountId, id, kind, how, expected, events } = asked;
  const filter = given(asked.filter);
  const requestedBy = actorOf(caller);
  const operation = toOperation(
    await insertOperation(inTransaction(scope), {
      ...{ accountId, id, kind, how, filter, requestedBy, createdAt: new Date(clock.now()) },
      ...{ expected: expected.runs, expectedMore: expected.more, expectedEvents: events },
    }),
  );
  const { cycle, status } = filter;
  const details = { id: operation.id, ...how, cycle, status, events: events ?? undefined, runs: expected.runs };
  await recordAuditIn(inTransaction(scope), clock, {
    actor: requestedBy,
    act: requestedActs[kind],
    accountId,
    details,
  });
  return operation;
}

async function find(scope: AccountScope, accountId: string, operation: string): Promise<OperationRow> {
  const id = fromWire("operation", operation);
  const row = id && (await readOperation(inTransaction(scope), accountId, id));
  if (row) return row;
  throw new AppError("operation_not_found", { message: `This account has no operation ${operation}.` });
}

const toOperation = (row: OperationRow): Operation => ({
  id: toWire("operation", row.id),
  account: toWire("account", row.accountId),
  kind: row.kind,
  status: row.status,
  filter: row.filter,
  how: row.how,
  expected: { runs: row.expected, more: row.expectedMore },
  events: row.expectedEvents === null ? null : { expected: row.expectedEvents, seen: row.seenEvents },
  done: row.done,
  skipped: row.skipped,
  requestedBy: row.requestedBy,
  createdAt: row.createdAt.toISOString(),
  finishedAt: row.finishedAt?.toISOString() ?? null,
});
