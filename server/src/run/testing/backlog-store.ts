import type { Pool } from "pg";

/**
 * Queued runs with their events, as a long flood leaves them: one account has nine tenths, a hundred others share the rest;
 * each lane has 20, spread over all shards.
 */
export async function seedBacklog(pool: Pool, count: number): Promise<void> {
  for (let from = 1; from <= count; from += atOnce) await seed(pool, from, Math.min(count, from + atOnce - 1));
  await pool.query("ANALYZE run_live; ANALYZE event");
}

/** No statement may take longer than a pool lets it. */
const atOnce = 50_000;

async function seed(pool: Pool, from: number, to: number): Promise<void> {
  await pool.query(
    `CREATE TEMP TABLE seed AS
       SELECT at, uuidv7() AS id, uuidv7() AS event_id, lpad(to_hex(at / 20), 12, '0') AS lane,
         ('00000000-0000-7000-8000-' || lpad(to_hex(CASE WHEN at % 10 = 0 THEN 1 + (at / 10) % 100 ELSE 0 END), 12, '0'))::uuid
           AS account_id
       FROM generate_series(${from}, ${to}) AS at;
     INSERT INTO run_live (account_id, id, cycle_id, version, origin, event_id, trigger, shard, lane, seq, status)
       SELECT account_id, id, account_id, 1, 'event', event_id, 'message', hashtext(lane) & 255, lane, nextval('run_seq'), 'queued'
       FROM seed ORDER BY at;
     INSERT INTO event (account_id, id, source_id, connector, kind, channel, lane, routed, item)
       SELECT account_id, event_id, event_id, 'test', 'message', 'messaging', lane, true, '{"message":{"text":"hi"}}'
       FROM seed;
     DROP TABLE seed`,
  );
}
