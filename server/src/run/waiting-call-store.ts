import { type Kysely, sql } from "kysely";
import { fromWire } from "../base/id.ts";
import type { CallWait } from "../connection/connection-usage.ts";
import type { Schema } from "../db/schema.ts";

/** Waiting runs of the account that are looked through. */
const runsAtMost = 20_000;

/** Runs that wait before they call, by their connection and why they wait, most of them first. All of an account's at once. */
export async function countWaitingCalls(
  db: Kysely<Schema>,
  accountId: string,
): Promise<ReadonlyMap<string, readonly CallWait[]>> {
  const { rows } = await sql<CallWait & { connection: string }>`
    SELECT waits->>'connection' AS connection, waits->>'code' AS code, count(*)::int AS runs,
      max(waits->>'message') AS message, max((waits->>'until')::timestamptz) AS until
    FROM (SELECT state->'waitingFor' AS waits FROM run_live
      WHERE account_id = ${accountId} AND status = 'waiting' LIMIT ${runsAtMost}) AS waiting
    WHERE waits->>'connection' IS NOT NULL
    GROUP BY 1, 2 ORDER BY 3 DESC, 2`.execute(db);
  const calls = rows.map(({ connection, ...wait }) => ({ id: fromWire("connection", connection) ?? "", wait }));
  const grouped = Map.groupBy(calls, ({ id }) => id);
  return new Map([...grouped].map(([id, those]) => [id, those.map(({ wait }) => wait)]));
}
