import { type Kysely, sql } from "kysely";
import type { Schema } from "../../db/schema.ts";

/** Events of the account that are looked through, newest first: those of one connection have no index of their own. */
const eventsAtMost = 50_000;

/** When the newest event of a connection came; null when none is among the account's newest. */
export async function readLastEventOf(
  db: Kysely<Schema>,
  { accountId, id }: { accountId: string; id: string },
): Promise<Date | null> {
  const { rows } = await sql<{ received_at: Date }>`
    SELECT received_at FROM (
      SELECT id, received_at, connection_id FROM event WHERE account_id = ${accountId} ORDER BY id DESC LIMIT ${eventsAtMost}
    ) newest
    WHERE connection_id = ${id} ORDER BY id DESC LIMIT 1`.execute(db);
  return rows[0]?.received_at ?? null;
}
