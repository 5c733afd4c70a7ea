import type {
  AttemptQuery,
  PlacedAttempt,
  Reply,
  Run,
  RunError,
  RunQuery,
  RunRetry,
  RunStart,
  RunWithSteps,
  Step,
} from "@velodrome/contract";
import { AppError } from "../base/app-error.ts";
import { fromWire, idsIn, toWire } from "../base/id.ts";
import { type ListPage, pageOf, readCursor } from "../base/list-page.ts";
import type { AccountScope, Database } from "../db/database.ts";
import { isFinished } from "./checkpoint-store.ts";
import { cancelRun } from "./hold-store.ts";
import { startByHand } from "./manual.ts";
import { repliesOf, stepsOf } from "./replies.ts";
import { type RetryDeps, retryRun } from "./retry.ts";
import {
  listRuns,
  listRunsOfAll,
  listRunsOfEvents,
  listRunsSince,
  readRun,
  type RunFilter,
  type StoredRun,
} from "./run-store.ts";
import { listAttempts, readSteps } from "./run-steps.ts";
import type { ValueSealer } from "./sealed-values.ts";
import type { WaitingFor } from "./state.ts";

/** Runs as the API answers them. Ids of runs and events are those of the wire. */
export interface RunReader {
  list(accountId: string, query: RunQuery): Promise<ListPage<Run>>;
  /** Partner level: every account's. */
  listOfAll(query: RunQuery): Promise<ListPage<Run>>;
  ofEvent(accountId: string, event: string): Promise<Run[]>;
  /** The runs that these events started when they came, with what each said to the application. */
  ofEvents(accountId: string, events: readonly string[]): Promise<(Run & { replies: Reply[] })[]>;
  /** Steps of a run's version by their ids. */
  stepsOf(run: Run): Promise<ReadonlyMap<string, Step>>;
  read(accountId: string, run: string): Promise<RunWithSteps>;
  /** Attempts of a run, oldest first. */
  steps(accountId: string, run: string, query: AttemptQuery): Promise<ListPage<PlacedAttempt>>;
  /** One run of what runs now, with an input that no event brought. `cycle` is an id of the wire. */
  start(accountId: string, cycle: string, wanted: RunStart): Promise<RunWithSteps>;
  retry(accountId: string, run: string, how: RunRetry): Promise<RunWithSteps>;
  cancel(accountId: string, run: string): Promise<RunWithSteps>;
  since(accountId: string, since: Date, limit: number): Promise<Run[]>;
}

export interface RunReaderDeps extends RetryDeps {
  /** Of what is masked in what is kept of runs. */
  sealer: ValueSealer;
  database: Database;
  touch(accounts: readonly string[]): void;
}

const iso = (moment: Date | null): string | null => moment?.toISOString() ?? null;

const waitingForOf = (waits: WaitingFor | null): Run["waitingFor"] =>
  waits && { code: waits.code, message: waits.message, until: waits.until };

function toRun(row: StoredRun): Run {
  return {
    id: toWire("run", row.id),
    account: toWire("account", row.accountId),
    cycle: toWire("cycle", row.cycleId),
    cycleName: row.cycleName,
    version: row.version,
    status: row.status,
    trigger: row.trigger,
    origin: row.origin,
    event: row.eventId && toWire("event", row.eventId),
    lane: row.lane,
    page: row.page,
    sandbox: row.sandbox,
    person: row.person,
    text: row.excerpt,
    retryOf: row.retryOf && toWire("run", row.retryOf),
    absorbedBy: row.absorbedBy && toWire("run", row.absorbedBy),
    createdAt: row.createdAt.toISOString(),
    startedAt: iso(row.startedAt),
    finishedAt: iso(row.finishedAt),
    dueAt: iso(row.dueAt),
    waitingFor: waitingForOf(row.waitingFor as WaitingFor | null),
    error: row.error as RunError | null,
  };
}

const missing = (run: string) =>
  new AppError("run_not_found", { message: `There is no run ${run} in this account, or it is past its retention.` });

async function find(scope: AccountScope, accountId: string, run: string): Promise<StoredRun> {
  const id = fromWire("run", run);
  const row = id && (await readRun(scope, accountId, id));
  if (!row) throw missing(run);
  return row;
}

const withSteps = async (scope: AccountScope, row: StoredRun): Promise<RunWithSteps> => ({
  ...toRun(row),
  ...(await readSteps(scope, row)),
});

/** What is asked about errors is asked about runs that failed, which are found without looking at the others. */
const failedIfByError = ({ code, step, connection }: RunQuery): Pick<RunQuery, "status"> =>
  (code ?? step ?? connection) === undefined ? {} : { status: "failed" };

const toFilter = ({ cursor, cycle, limit, ids, ...rest }: RunQuery): RunFilter => ({
  ...failedIfByError(rest as RunQuery),
  ...rest,
  ...idsIn("run", ids),
  limit: limit + 1,
  before: readCursor(cursor),
  cycleId: cycle === undefined ? null : fromWire("cycle", cycle),
});

/** Runs as what events started. */
function createEventSide(deps: RunReaderDeps): Pick<RunReader, "ofEvent" | "ofEvents" | "stepsOf"> {
  return {
    ofEvent: async (accountId, event) => {
      const filter = { before: null, cycleId: null, eventId: fromWire("event", event) ?? undefined, limit: 50 };
      return (await deps.database.withAccount(accountId, (scope) => listRuns(scope, accountId, filter))).map(toRun);
    },
    ofEvents: (accountId, events) =>
      deps.database.withAccount(accountId, async (scope) => {
        const ids = events.map((event) => fromWire("event", event)).filter((id) => id !== null);
        const runs = (await listRunsOfEvents(scope, accountId, ids)).map(toRun);
        const replies = await repliesOf(scope, deps.versions, accountId, runs);
        return runs.map((run) => ({ ...run, replies: replies.get(run.id) ?? [] }));
      }),
    stepsOf: (run) => stepsOf(deps.versions, run),
  };
}

export function createRunReader(deps: RunReaderDeps): RunReader {
  const { database } = deps;
  return {
    list: async (accountId, query) => {
      const rows = await database.withAccount(accountId, (scope) => listRuns(scope, accountId, toFilter(query)));
      const { items, nextCursor } = pageOf(rows, query.limit, (row) => row.id);
      return { items: items.map(toRun), nextCursor };
    },
    listOfAll: async (query) => {
      const rows = await listRunsOfAll(database.engine, toFilter(query));
      const { items, nextCursor } = pageOf(rows, query.limit, (row) => row.id);
      return { items: items.map(toRun), nextCursor };
    },
    ...createEventSide(deps),
    read: (accountId, run) =>
      database.withAccount(accountId, async (scope) => withSteps(scope, await find(scope, accountId, run))),
    steps: (accountId, run, query) =>
      database.withAccount(accountId, async (scope) => listAttempts(scope, await find(scope, accountId, run), query)),
    start: async (accountId, cycle, wanted) => {
      const answer = await database.withAccount(accountId, async (scope) => {
        const id = await startByHand(scope, deps, { accountId, cycle }, wanted);
        return withSteps(scope, await find(scope, accountId, toWire("run", id)));
      });
      deps.touch([accountId]);
      return answer;
    },
    retry: async (accountId, run, how) => {
      const answer = await database.withAccount(accountId, async (scope) => {
        const row = await find(scope, accountId, run);
        if (!isFinished(row.status)) {
          throw new AppError("run_not_finished", {
            message: "This run is not over yet. Cancel it, or wait for its end.",
          });
        }
        const { sealer } = deps;
        const id = await retryRun(scope, deps, row, how, how.skip ? { skip: how.skip, sealer } : null);
        return withSteps(scope, await find(scope, accountId, toWire("run", id)));
      });
      deps.touch([accountId]);
      return answer;
    },
    cancel: async (accountId, run) => {
      const answer = await database.withAccount(accountId, async (scope) => {
        const row = await find(scope, accountId, run);
        if (!(await cancelRun(scope, accountId, row.id))) {
          throw new AppError("run_finished", { message: "This run is over already; there is nothing to cancel." });
        }
        return withSteps(scope, await find(scope, accountId, run));
      });
      deps.touch([accountId]);
      return answer;
    },
    since: async (accountId, since, limit) =>
      (await database.withAccount(accountId, (scope) => listRunsSince(scope, accountId, since, limit))).map(toRun),
  };
}
