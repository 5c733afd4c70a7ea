import { type Kysely, sql } from "kysely";
import { toWire } from "../base/id.ts";
import type { CallWait } from "../connection/connection-usage.ts";
import type { Schema } from "../db/schema.ts";

/** Waiting runs of the account that are looked through. */
const runsAtMost = 20_000;

/** Runs that wait before they call by this connection, by why they wait, most of them first. */
export async function countWaitingCalls(
  db: Kysely<Schema>,
  accountId: string,
  connectionId: string,
): Promise<CallWait[]> {
  const { rows } = await sql<CallWait>`
    SELECT waits->>'code' AS code, count(*)::int AS runs, max(waits->>'message') AS message,
      max((waits->>'until')::timestamptz) AS until
    FROM (SELECT state->'waitingFor' AS waits FROM run_live
      WHERE account_id = ${accountId} AND status = 'waiting' LIMIT ${runsAtMost}) AS waiting
    WHERE waits->>'connection' = ${toWire("connection", connectionId)}
    GROUP BY 1 ORDER BY 2 DESC, 1`.execute(db);
  return rows;
}
