import { type Kysely, sql } from "kysely";
import type { Schema } from "../db/schema.ts";
import { eventColumns, type StoredEvent } from "./event-store.ts";

export type TracedEvent = StoredEvent & { item: unknown };

/** Kinds that tell of a message and are none. */
export const signKinds = ["delivery", "read", "echo"] as const;

/** How many are looked at as the one that may be meant. */
export const candidatesAtMost = 10;

export interface Wanted {
  /** Null: every account, and what none has. */
  accountId: string | null;
  id: string | null;
  mid?: string | undefined;
  page?: string | undefined;
  person?: string | undefined;
  from: Date | null;
  to: Date | null;
  /** Whether what only tells of a message is meant as well. */
  signs: boolean;
  /** Which of too many are looked at. */
  first: "newest" | "oldest";
}

/**
 * Events that may be the one that is looked for. Each owner is asked on its own, because events are found
 * by account; the nil account holds what no account has.
 */
export async function findEvents(engine: Kysely<Schema>, wanted: Wanted): Promise<TracedEvent[]> {
  const { accountId, id, mid, page, person, from, to, signs } = wanted;
  const order = wanted.first === "newest" ? sql`DESC` : sql`ASC`;
  const owners =
    accountId === null
      ? sql`SELECT id FROM account WHERE deleted_at IS NULL UNION ALL SELECT '00000000-0000-0000-0000-000000000000'`
      : sql`SELECT ${accountId}::uuid AS id`;
  const conditions = [
    id === null ? null : sql`id = ${id}`,
    mid === undefined ? null : sql`reference = ${mid}`,
    page === undefined ? null : sql`external_id = ${page}`,
    person === undefined ? null : sql`person = ${person}`,
    from === null ? null : sql`id >= uuid_at(${from}::timestamptz)`,
    to === null ? null : sql`id < uuid_at(${to}::timestamptz)`,
    signs ? null : sql`kind <> ALL (${[...signKinds]}::text[])`,
  ].filter((each) => each !== null);
  const { rows } = await sql<TracedEvent>`
    SELECT e.* FROM (${owners}) o CROSS JOIN LATERAL (
      SELECT ${sql.join([...eventColumns, "item"].map((column) => sql.raw(column.replace(/ as (\w+)$/, ' AS "$1"'))))}
      FROM event WHERE account_id = o.id AND ${sql.join(conditions, sql` AND `)} ORDER BY id ${order} LIMIT ${candidatesAtMost}) e
    ORDER BY e.id ${order} LIMIT ${candidatesAtMost}`.execute(engine);
  return rows;
}

/** What tells of one conversation's messages, since a moment: receipts and echoes, oldest first. */
export async function listSigns(
  engine: Kysely<Schema>,
  wanted: { accountId: string; page: string; person: string; since: Date },
): Promise<TracedEvent[]> {
  return engine
    .selectFrom("event")
    .select([...eventColumns, "item"])
    .where("account_id", "=", wanted.accountId)
    .where("external_id", "=", wanted.page)
    .where("person", "=", wanted.person)
    .where("id", ">=", sql<string>`uuid_at(${wanted.since}::timestamptz)`)
    .where("kind", "in", [...signKinds])
    .orderBy("id")
    .limit(200)
    .execute();
}

export interface TracedConnection {
  accountId: string;
  id: string;
  name: string;
  status: string;
  connector: string;
  setupId: string | null;
  page: string | null;
  subscribedFields: string[] | null;
}

/** Who has that Page, or is that connection. */
export const listTracedConnections = (
  engine: Kysely<Schema>,
  wanted: { page: string | null; accountId: string | null },
): Promise<TracedConnection[]> =>
  engine
    .selectFrom("connection")
    .select([
      "account_id as accountId",
      "id",
      "name",
      "status",
      "connector",
      "setup_id as setupId",
      "external_id as page",
      "subscribed_fields as subscribedFields",
    ])
    .where("external_id", "=", wanted.page)
    .$if(wanted.accountId !== null, (query) => query.where("account_id", "=", wanted.accountId ?? ""))
    .orderBy("id")
    .limit(20)
    .execute();

export interface TracedSetup {
  id: string;
  name: string;
  connector: string;
  genuineAt: Date | null;
  /** Requests turned away for their signature that are still going on, and the last of them. */
  refused: number;
  refusedAt: Date | null;
}

/** Setups that it may have come to, and whether requests are turned away there. Null: all of them. */
export async function listTracedSetups(engine: Kysely<Schema>, ids: readonly string[] | null): Promise<TracedSetup[]> {
  const { rows } = await sql<Omit<TracedSetup, "refused"> & { refused: string }>`
    SELECT s.id, s.name, s.connector, s.genuine_at AS "genuineAt", coalesce(sum(c.count), 0) AS refused,
           max(c.last_at) AS "refusedAt"
    FROM setup s LEFT JOIN setup_count c ON c.setup_id = s.id AND c.reason IN ('wrong_signature', 'no_signature')
    WHERE ${ids === null ? sql`true` : sql`s.id = ANY (${ids}::uuid[])`}
    GROUP BY s.id ORDER BY s.id LIMIT 20`.execute(engine);
  return rows.map((row) => ({ ...row, refused: Number(row.refused) }));
}

export interface HearingCycle {
  id: string;
  name: string;
  status: "draft" | "running" | "stopped";
}

/** Cycles with a trigger that is not switched off for one of these methods at that connection, in the draft or in the latest version. */
export async function listHearingCycles(
  engine: Kysely<Schema>,
  wanted: { accountId: string; connection: string; methods: readonly string[] },
): Promise<HearingCycle[]> {
  const hears = (document: string) => sql`EXISTS (
    SELECT FROM jsonb_array_elements(${sql.ref(document)} -> 'steps') s
    WHERE s ->> 'type' = 'trigger' AND coalesce(s ->> 'disabled', 'false') = 'false' AND s ->> 'connection' = ${wanted.connection}
      AND coalesce(s -> 'kinds', jsonb_build_array(s -> 'method')) ?| ${wanted.methods}::text[])`;
  const { rows } = await sql<HearingCycle>`
    SELECT c.id, c.name, c.status FROM cycle c
    LEFT JOIN cycle_version v ON v.cycle_id = c.id AND v.version = c.version
    WHERE c.account_id = ${wanted.accountId} AND c.deleted_at IS NULL AND (${hears("c.draft")} OR ${hears("v.document")})
    ORDER BY c.status = 'running' DESC, c.id DESC LIMIT 20`.execute(engine);
  return rows;
}
