import type { RunQuery, RunStatus } from "@velodrome/contract";
import { type Kysely, type RawBuilder, type SelectQueryBuilder, sql } from "kysely";
import { floorOf } from "../base/id.ts";
import type { AccountScope } from "../db/database.ts";
import { startsWith } from "../db/like.ts";
import type { RunAllView, Schema } from "../db/schema.ts";

/** A run as lists show it, with what started it. */
export interface StoredRun {
  accountId: string;
  id: string;
  cycleId: string;
  cycleName: string | null;
  version: number;
  origin: RunAllView["origin"];
  status: RunStatus;
  trigger: string;
  eventId: string | null;
  retryOf: string | null;
  absorbedBy: string | null;
  lane: string;
  page: string | null;
  /** Whether the Setup of its event has another Graph address than Facebook's. */
  sandbox: boolean;
  person: string | null;
  excerpt: string | null;
  error: unknown;
  attempt: unknown;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  dueAt: Date | null;
  waitingFor: unknown;
}

/** Filters with ids in the database's form; `before` is the last id of the page before. */
export interface RunFilter extends Omit<RunQuery, "cursor" | "cycle" | "ids"> {
  ids?: readonly string[];
  before: string | null;
  cycleId: string | null;
  /** Only runs of this event. */
  eventId?: string | undefined;
}

type RunSelect = SelectQueryBuilder<Schema & { r: RunAllView }, "r", object>;

const runs = (scope: AccountScope, accountId: string): RunSelect =>
  scope.selectFrom("run_all as r").where("r.account_id", "=", accountId) as RunSelect;

const errorsConnection = sql`r.error->'details'->>'connection'`;

function matching(query: RunSelect, filter: RunFilter): RunSelect {
  const { ids, before, cycleId, eventId, status, lane, from, to, finishedAfter, code, step, connection } = filter;
  return query
    .$if(ids !== undefined, (each) => each.where((is) => is("r.id", "=", is.fn.any(is.val(ids ?? [])))))
    .$if(before !== null, (each) => each.where("r.id", "<", before))
    .$if(cycleId !== null, (each) => each.where("r.cycle_id", "=", cycleId))
    .$if(eventId !== undefined, (each) =>
      // No run is older than what started it.
      each.where("r.event_id", "=", eventId ?? null).where("r.id", ">=", floorOf(eventId ?? "")),
    )
    .$if(status !== undefined, (each) => each.where("r.status", "=", (status ?? "queued") as RunAllView["status"]))
    .$if(lane !== undefined, (each) => each.where("r.lane", "=", lane ?? ""))
    .$if(from !== undefined, (each) => each.where("r.id", ">=", sql<string>`uuid_at(${from}::timestamptz)`))
    .$if(to !== undefined, (each) => each.where("r.id", "<", sql<string>`uuid_at(${to}::timestamptz)`))
    .$if(finishedAfter !== undefined, (each) =>
      each.where("r.finished_at", ">", sql<Date>`${finishedAfter}::timestamptz`),
    )
    .$if(code !== undefined, (each) => each.where(sql`r.error->>'code'`, "=", code ?? ""))
    .$if(step !== undefined, (each) => each.where(sql`r.error->>'step'`, "=", step ?? ""))
    .$if(connection !== undefined, (each) => each.where(errorsConnection, "=", connection ?? ""))
    .$call((each) => {
      const condition = startedBy(filter);
      return condition === null ? each : each.where(condition);
    });
}

/** Of a run `r`: its event is of that Page or person, is that message, or is found by what somebody typed. */
export function startedBy({ page, person, mid, q }: Omit<RunFilter, "before" | "limit">): RawBuilder<boolean> | null {
  const conditions = [
    page === undefined ? null : sql`e.external_id = ${page}`,
    person === undefined ? null : sql`e.person = ${person}`,
    mid === undefined ? null : sql`e.reference = ${mid}`,
    q === undefined ? null : sql`(e.person = ${q} OR e.reference = ${q} OR e.excerpt ILIKE ${startsWith(q)})`,
  ].filter((each) => each !== null);
  if (conditions.length === 0) return null;
  return sql<boolean>`EXISTS (SELECT FROM event e WHERE e.account_id = r.account_id AND e.id = r.event_id
    AND ${sql.join(conditions, sql` AND `)})`;
}

/** Adds the cycle's name and what started it: looked up for the rows of one page only. */
const withOrigin = (scope: Kysely<Schema>, page: RunSelect): Promise<StoredRun[]> =>
  scope
    .selectFrom(page.selectAll("r").as("r"))
    .leftJoin("event as e", (join) => join.onRef("e.account_id", "=", "r.account_id").onRef("e.id", "=", "r.event_id"))
    .leftJoin("cycle as c", (join) => join.onRef("c.account_id", "=", "r.account_id").onRef("c.id", "=", "r.cycle_id"))
    .select([
      "r.account_id as accountId",
      "r.id",
      "r.cycle_id as cycleId",
      "c.name as cycleName",
      "r.version",
      "r.origin",
      "r.status",
      "r.trigger",
      "r.event_id as eventId",
      "r.retry_of as retryOf",
      "r.absorbed_by as absorbedBy",
      "r.lane",
      "e.external_id as page",
      "e.person",
      "e.excerpt",
      "r.error",
      "r.attempt",
      "r.created_at as createdAt",
      "r.started_at as startedAt",
      "r.finished_at as finishedAt",
      "r.due_at as dueAt",
    ])
    .select(
      // What a person made up came by no Setup: there the Page tells.
      sql<boolean>`EXISTS (SELECT FROM setup s WHERE s.graph_url IS NOT NULL AND (s.id = e.setup_id OR
        e.setup_id IS NULL AND EXISTS (SELECT FROM connection n
          WHERE n.setup_id = s.id AND n.external_id = e.external_id AND n.account_id = r.account_id)))`.as("sandbox"),
    )
    .select(
      // In the run's state, which lists have no use for otherwise.
      sql<unknown>`CASE WHEN r.status = 'waiting' THEN (SELECT l.state->'waitingFor' FROM run_live l
        WHERE l.account_id = r.account_id AND l.id = r.id) END`.as("waitingFor"),
    )
    .orderBy("r.id", "desc")
    .execute();

/** One account's runs, unfinished and finished, newest first. */
export const listRuns = (scope: AccountScope, accountId: string, filter: RunFilter): Promise<StoredRun[]> =>
  withOrigin(scope, matching(runs(scope, accountId), filter).orderBy("r.id", "desc").limit(filter.limit));

/** Runs that are meant by a request for many. */
export interface RunChoice {
  filter: Omit<RunFilter, "before" | "limit" | "status">;
  statuses: readonly RunStatus[];
  /** Only those of which no run was made yet. */
  unretried: boolean;
  /** Only those from before this id. */
  below: string;
}

function chosen(scope: AccountScope, accountId: string, { filter, statuses, unretried, below }: RunChoice): RunSelect {
  return matching(runs(scope, accountId), { ...filter, before: below, limit: 0 })
    .where("r.status", "in", [...statuses] as RunAllView["status"][])
    .$if(unretried, (each) =>
      each.where(
        sql<boolean>`NOT EXISTS (SELECT FROM run a WHERE a.retry_of = r.id)
          AND NOT EXISTS (SELECT FROM run_live a WHERE a.retry_of = r.id)`,
      ),
    );
}

/** How many there are, counted up to a number. */
export async function countRuns(
  scope: AccountScope,
  accountId: string,
  choice: RunChoice,
  atMost: number,
): Promise<number> {
  const some = chosen(scope, accountId, choice).select("r.id").limit(atMost).as("some");
  const { count } = await scope
    .selectFrom(some)
    .select((each) => each.fn.countAll<string>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** The next of them behind a run, oldest first. */
export async function listChosenRuns(
  scope: AccountScope,
  accountId: string,
  choice: RunChoice,
  { after, limit }: { after: string; limit: number },
): Promise<StoredRun[]> {
  const page = chosen(scope, accountId, choice).where("r.id", ">", after).orderBy("r.id").limit(limit);
  return (await withOrigin(scope, page)).toReversed();
}

/** Every account's runs, newest first: each account is asked for its newest on its own, because runs are found by account. */
export const listRunsOfAll = (engine: Kysely<Schema>, filter: RunFilter): Promise<StoredRun[]> =>
  withOrigin(
    engine,
    engine
      .selectFrom("account as a")
      .innerJoinLateral(
        (each) =>
          matching(each.selectFrom("run_all as r").whereRef("r.account_id", "=", sql.ref("a.id")) as RunSelect, filter)
            .selectAll("r")
            .orderBy("r.id", "desc")
            .limit(filter.limit)
            .as("r"),
        (join) => join.onTrue(),
      )
      .where("a.deleted_at", "is", null)
      .orderBy("r.id", "desc")
      .limit(filter.limit) as unknown as RunSelect,
  );

/** A run is made together with its event, by the same process. */
const besideMs = 5000;

/** The runs that these events started when they came, found near each; not those that were started by hand later. */
export const listRunsOfEvents = (
  scope: AccountScope,
  accountId: string,
  eventIds: readonly string[],
): Promise<StoredRun[]> => {
  const wanted = sql<{ id: string; low: string; high: string }>`(SELECT * FROM unnest(
    ${eventIds}::uuid[], ${eventIds.map((id) => floorOf(id))}::uuid[],
    ${eventIds.map((id) => floorOf(id, besideMs))}::uuid[]) AS w(id, low, high))`;
  return withOrigin(
    scope,
    scope.selectFrom(wanted.as("w")).innerJoinLateral(
      (each) =>
        each
          .selectFrom("run_all as r")
          .selectAll("r")
          .where("r.account_id", "=", accountId)
          .whereRef("r.event_id", "=", sql.ref("w.id"))
          .whereRef("r.id", ">=", sql.ref("w.low"))
          .whereRef("r.id", "<", sql.ref("w.high"))
          .as("r"),
      (join) => join.onTrue(),
    ) as unknown as RunSelect,
  );
};

export async function readRun(scope: AccountScope, accountId: string, id: string): Promise<StoredRun | null> {
  const [row] = await withOrigin(scope, runs(scope, accountId).where("r.id", "=", id));
  return row ?? null;
}

/**
 * Runs that began or ended since a moment, for the live stream. The finished ones are found by the block range index on
 * their end, the unfinished ones by their age.
 */
export async function listRunsSince(
  scope: AccountScope,
  accountId: string,
  since: Date,
  limit: number,
): Promise<StoredRun[]> {
  const begun = runs(scope, accountId).where("r.id", ">=", sql<string>`uuid_at(${since}::timestamptz)`);
  const ended = runs(scope, accountId).where("r.finished_at", ">=", since);
  const [one, other] = await Promise.all([
    withOrigin(scope, begun.orderBy("r.id", "desc").limit(limit)),
    // By its end, not its id: otherwise the planner may walk the whole history of a quiet account.
    withOrigin(scope, ended.orderBy("r.finished_at", "desc").limit(limit)),
  ]);
  const byId = new Map([...one, ...other].map((run) => [run.id, run]));
  return [...byId.values()].sort((a, b) => (a.id < b.id ? 1 : -1));
}

/** The item of a run's event, or null when it is past its retention. */
export async function readItem(scope: AccountScope, accountId: string, eventId: string): Promise<unknown> {
  const row = await scope
    .selectFrom("event")
    .select("item")
    .where("account_id", "=", accountId)
    .where("id", "=", eventId)
    .executeTakeFirst();
  return row ? row.item : null;
}
