import type { RejectionReason } from "@velodrome/contract";
import { type Kysely, sql } from "kysely";
import type { Pool } from "pg";
import type { Schema } from "../db/schema.ts";

/**
 * Whether a good request of the same kind came after the last one that was turned away. A genuine webhook shows that
 * the secret is right, which is what a privacy callback is signed with as well.
 */
function isOver(count: string): string {
  return `${count}.last_at <= (SELECT CASE WHEN ${count}.reason IN ('wrong_verify_token', 'wrong_mode') THEN verified_at
    ELSE genuine_at END FROM setup WHERE id = ${count}.setup_id)`;
}

/** What of a Setup was not stored, and why. */
export type CountReason = RejectionReason | "duplicate" | "page_disconnected";

/**
 * Counts a batch up in one statement. The same Setup and reason may stand in it many times; rows are taken in the
 * order of their keys, so that two batches never wait for each other. A Setup that is gone meanwhile is left out.
 * `first_at` and `recent` are of the row that is going on: it begins anew once a good request of its kind has come.
 */
const countStatement = `
INSERT INTO setup_count AS known (setup_id, reason, count, last_at, first_at, recent)
SELECT s.id, c.reason, c.count, now(), now(), c.count
FROM (SELECT setup_id, reason, count(*) AS count FROM unnest($1::uuid[], $2::text[]) AS i(setup_id, reason) GROUP BY 1, 2) c
JOIN setup s ON s.id = c.setup_id
ORDER BY s.id, c.reason
FOR KEY SHARE OF s
ON CONFLICT (setup_id, reason) DO UPDATE SET count = known.count + excluded.count, last_at = excluded.last_at,
  first_at = CASE WHEN ${isOver("known")} THEN excluded.first_at ELSE coalesce(known.first_at, excluded.first_at) END,
  recent = CASE WHEN ${isOver("known")} THEN excluded.recent ELSE known.recent + excluded.recent END
RETURNING known.setup_id AS "setupId", known.reason, known.recent`;

/** A Setup's count after a batch: how many of those that are going on, and how many of them the batch brought. */
export interface CountedReason {
  setupId: string;
  reason: string;
  recent: number;
  added: number;
}

export async function countReasons(
  pool: Pool,
  counts: readonly { setupId: string; reason: CountReason }[],
): Promise<CountedReason[]> {
  const { rows } = await pool.query<{ setupId: string; reason: string; recent: string }>({
    name: "count-reasons",
    text: countStatement,
    values: [counts.map(({ setupId }) => setupId), counts.map(({ reason }) => reason)],
  });
  return rows.map((row) => ({
    ...row,
    recent: Number(row.recent),
    added: counts.filter(({ setupId, reason }) => setupId === row.setupId && reason === row.reason).length,
  }));
}

export interface SetupCount {
  reason: string;
  count: number;
  lastAt: Date;
  /** The first of those that are still going on; null when a good one came since. */
  since: Date | null;
  recent: number;
}

export async function readSetupCounts(db: Kysely<Schema>, setupId: string): Promise<SetupCount[]> {
  const { rows } = await sql<{ reason: string; count: string; last_at: Date; since: Date | null; recent: string }>`
    SELECT reason, count, last_at, CASE WHEN over THEN NULL ELSE first_at END AS since,
           CASE WHEN over THEN 0 ELSE recent END AS recent
    FROM (SELECT k.*, coalesce(${sql.raw(isOver("k"))}, false) AS over FROM setup_count k WHERE k.setup_id = ${setupId}) counted
    ORDER BY reason`.execute(db);
  return rows.map((row) => ({
    reason: row.reason,
    count: Number(row.count),
    lastAt: row.last_at,
    since: row.since,
    recent: Number(row.recent),
  }));
}

/** Setups with signatures that are being turned away, or that were: those whose alarm may have to change. */
export async function listSetupsTurningAway(db: Kysely<Schema>): Promise<string[]> {
  const rows = await db
    .selectFrom("setup_count")
    .select("setup_id")
    .distinct()
    .where("reason", "in", ["wrong_signature", "no_signature"])
    .where("recent", ">", "0")
    .execute();
  return rows.map((row) => row.setup_id);
}

/** That row is over, so that nobody has to look at it again. */
export async function closeRejections(db: Kysely<Schema>, setupId: string): Promise<void> {
  await sql`
    UPDATE setup_count k SET recent = 0, first_at = NULL
    WHERE k.setup_id = ${setupId} AND k.reason IN ('wrong_signature', 'no_signature')
      AND ${sql.raw(isOver("k"))}`.execute(db);
}

/** A genuine request came so many ms ago. */
export async function noteGenuineRequest(pool: Pool, setupId: string, agoMs: number): Promise<void> {
  await pool.query({
    name: "note-genuine-request",
    text: `UPDATE setup SET genuine_at = greatest(genuine_at, now() - $2 * interval '1 millisecond') WHERE id = $1`,
    values: [setupId, agoMs],
  });
}

/** Events of an account that are looked through: with several Setups, those of a quiet one may lie further back. */
const eventsAtMost = 10_000;

/**
 * When the newest event of a Setup came in. Events are found by account, so each account that has a connection of this
 * Setup is asked for its newest, and so is the nil account, which holds what no account has.
 */
export async function readLastEventAt(db: Kysely<Schema>, setupId: string): Promise<Date | null> {
  const { rows } = await sql<{ last_at: Date | null }>`
    SELECT max(newest.received_at) AS last_at
    FROM (SELECT DISTINCT account_id FROM connection WHERE setup_id = ${setupId}
          UNION ALL SELECT '00000000-0000-0000-0000-000000000000') owner
    CROSS JOIN LATERAL (
      SELECT received_at FROM (
        SELECT id, received_at, setup_id FROM event WHERE account_id = owner.account_id ORDER BY id DESC LIMIT ${eventsAtMost}
      ) latest
      WHERE setup_id = ${setupId} ORDER BY id DESC LIMIT 1
    ) newest`.execute(db);
  return rows[0]?.last_at ?? null;
}
