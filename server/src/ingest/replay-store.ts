import { sql } from "kysely";
import { newId } from "../base/id.ts";
import type { AccountScope } from "../db/database.ts";

/**
 * Starts a run of every running cycle that listens to a stored event's connection, at the end of its lane. `triggers`:
 * what its connector says it matches today. It is run for its own sake, and answers no run that waits. Answers how many
 * runs were started.
 */
export async function replayEvent(
  scope: AccountScope,
  accountId: string,
  eventId: string,
  triggers: readonly string[],
): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    INSERT INTO run_live (account_id, id, cycle_id, version, origin, event_id, trigger, shard, lane, seq, status)
    SELECT m.account_id, uuid_beside(${newId()}::uuid), m.cycle_id, m.version, 'replay', m.id, m.step,
           (hashtextextended(m.account_id::text || m.lane, 0) & 255)::smallint, m.lane, nextval('run_seq'), 'queued'
    FROM (
      SELECT DISTINCT ON (l.cycle_id) e.account_id, e.id, e.lane, l.cycle_id, l.version, l.step
      FROM event e JOIN listener l ON l.setup_id = e.setup_id AND l.external_id = e.external_id AND l.account_id = e.account_id
      WHERE e.account_id = ${accountId} AND e.id = ${eventId} AND l.method = ANY (${triggers})
        AND l.answers IS DISTINCT FROM 'only'
      ORDER BY l.cycle_id, l.ordinal
    ) m
    RETURNING id`.execute(scope);
  return rows.length;
}
