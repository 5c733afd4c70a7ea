import type { RejectionReason } from "@velodrome/contract";
import { type Kysely, sql } from "kysely";
import type { Pool } from "pg";
import type { Schema } from "../db/schema.ts";

/** What of a Setup was not stored, and why. */
export type CountReason = RejectionReason | "duplicate" | "page_disconnected";

/**
 * Counts a batch up in one statement. The same Setup and reason may stand in it many times; rows are taken in the
 * order of their keys, so that two batches never wait for each other. A Setup that is gone meanwhile is left out.
 */
const countStatement = `
INSERT INTO setup_count (setup_id, reason, count, last_at)
SELECT s.id, c.reason, c.count, now()
FROM (SELECT setup_id, reason, count(*) AS count FROM unnest($1::uuid[], $2::text[]) AS i(setup_id, reason) GROUP BY 1, 2) c
JOIN setup s ON s.id = c.setup_id
ORDER BY s.id, c.reason
FOR KEY SHARE OF s
ON CONFLICT (setup_id, reason) DO UPDATE SET count = setup_count.count + excluded.count, last_at = excluded.last_at`;

export async function countReasons(
  pool: Pool,
  counts: readonly { setupId: string; reason: CountReason }[],
): Promise<void> {
  await pool.query({
    name: "count-reasons",
    text: countStatement,
    values: [counts.map(({ setupId }) => setupId), counts.map(({ reason }) => reason)],
  });
}

export interface SetupCount {
  reason: string;
  count: number;
  lastAt: Date;
}

export async function readSetupCounts(db: Kysely<Schema>, setupId: string): Promise<SetupCount[]> {
  const rows = await db
    .selectFrom("setup_count")
    .selectAll()
    .where("setup_id", "=", setupId)
    .orderBy("reason")
    .execute();
  return rows.map((row) => ({ reason: row.reason, count: Number(row.count), lastAt: row.last_at }));
}

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
      SELECT received_at FROM event WHERE account_id = owner.account_id AND setup_id = ${setupId} ORDER BY id DESC LIMIT 1
    ) newest`.execute(db);
  return rows[0]?.last_at ?? null;
}
