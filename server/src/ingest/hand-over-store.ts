import type { Pool } from "pg";
import { newId } from "../base/id.ts";

export interface Handed {
  events: number;
  runs: number;
}

/** The oldest held events of a Page. */
export async function readHeld(
  pool: Pool,
  place: { setupId: string; page: string; limit: number },
): Promise<{ id: string; kind: string; channel: string; item: unknown }[]> {
  const { rows } = await pool.query(
    `SELECT id, kind, channel, item FROM event
     WHERE account_id = '00000000-0000-0000-0000-000000000000' AND setup_id = $1 AND external_id = $2
     ORDER BY id LIMIT $3`,
    [place.setupId, place.page, place.limit],
  );
  return rows;
}

/**
 * Gives held events of a Page to the account that has it now, and starts runs of the cycles that listen, in
 * the order in which the events came. A cycle that was started for one event waits for the next one that comes in. One
 * group, one commit.
 */
export async function handOverGroup(
  pool: Pool,
  to: { setupId: string; page: string; accountId: string },
  /** `triggers`: what each is for, by its connector. */
  events: readonly { id: string; triggers: readonly string[] }[],
): Promise<Handed> {
  const { rows } = await pool.query<Handed>({
    name: "hand-over",
    text: `WITH held AS (
        SELECT e.id, string_to_array(i.triggers, ',') AS triggers
        FROM unnest($4::uuid[], $6::text[]) AS i(id, triggers) JOIN event e ON e.id = i.id
        WHERE e.account_id = '00000000-0000-0000-0000-000000000000' AND e.setup_id = $1 AND e.external_id = $2
        ORDER BY e.id FOR UPDATE OF e
      ), wanted AS MATERIALIZED (
        SELECT DISTINCT ON (e.id, l.cycle_id) e.id, e.lane, l.cycle_id, l.version, l.step
        FROM held h JOIN event e ON e.id = h.id AND e.account_id = '00000000-0000-0000-0000-000000000000'
        JOIN listener l ON l.setup_id = e.setup_id AND l.external_id = e.external_id AND l.account_id = $3
          AND l.method = ANY (h.triggers) AND NOT l.once AND l.answers IS DISTINCT FROM 'only'
        ORDER BY e.id, l.cycle_id, l.ordinal
      ), moved AS (
        UPDATE event e SET account_id = $3, routed = e.id IN (SELECT id FROM wanted),
          connection_id = (SELECT c.id FROM connection c WHERE c.setup_id = $1 AND c.external_id = $2 AND c.account_id = $3)
        FROM held h WHERE e.id = h.id AND e.account_id = '00000000-0000-0000-0000-000000000000'
        RETURNING e.id
      ), started AS (
        INSERT INTO run_live (account_id, id, cycle_id, version, origin, event_id, trigger, shard, lane, seq, status)
        SELECT $3, uuid_beside($5::uuid), w.cycle_id, w.version, 'event', w.id, w.step,
               (hashtextextended($3::uuid::text || w.lane, 0) & 255)::smallint, w.lane, nextval('run_seq'), 'queued'
        FROM (SELECT * FROM wanted ORDER BY id, cycle_id OFFSET 0) w
        RETURNING id
      )
      SELECT (SELECT count(*)::int FROM moved) AS events, (SELECT count(*)::int FROM started) AS runs`,
    values: [
      to.setupId,
      to.page,
      to.accountId,
      events.map(({ id }) => id),
      newId(),
      events.map(({ triggers }) => triggers.join(",")),
    ],
  });
  return rows[0] ?? { events: 0, runs: 0 };
}

/** Whether an account has this Page of this Setup. */
export async function hasPage(
  pool: Pool,
  place: { setupId: string; page: string; accountId: string },
): Promise<boolean> {
  const { rowCount } = await pool.query(
    "SELECT FROM connection WHERE setup_id = $1 AND external_id = $2 AND account_id = $3 AND status <> 'disabled'",
    [place.setupId, place.page, place.accountId],
  );
  return rowCount === 1;
}
