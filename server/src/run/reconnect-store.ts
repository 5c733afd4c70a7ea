import { sql } from "kysely";
import type { AccountScope } from "../db/database.ts";
import { connectionDead } from "./put-off.ts";

/**
 * A connection has a token again: what waited for that goes on, in the order in which it came. Nothing happens when it has
 * none after all. `connection`: its ids here and on the wire.
 */
export async function wakeRunsOf(
  scope: AccountScope,
  accountId: string,
  connection: { id: string; wire: string },
): Promise<void> {
  await sql`UPDATE run_live SET status = 'queued', due = true, due_at = NULL
    WHERE account_id = ${accountId} AND status = 'waiting' AND NOT lane_held
      AND state->'waitingFor'->>'code' = ${connectionDead} AND state->'waitingFor'->>'connection' = ${connection.wire}
      AND EXISTS (SELECT FROM connection WHERE id = ${connection.id} AND status = 'authenticated')`.execute(scope);
}
