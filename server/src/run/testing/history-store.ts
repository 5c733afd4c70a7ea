import type { Client } from "pg";

/** Cycles that run beside the one there is, ten an account, each with a Page of its own to listen to. */
export async function seedCycles(client: Client, count: number): Promise<void> {
  await client.query(
    `CREATE TEMP TABLE seeded AS
       SELECT at, uuidv7() AS cycle_id, first_value(account_id) OVER (PARTITION BY at / 10 ORDER BY at) AS account_id
       FROM (SELECT at, uuidv7() AS account_id FROM generate_series(1, ${count}) AS at) AS every;
     INSERT INTO account (id, name, timezone) SELECT DISTINCT ON (account_id) account_id, 'Seeded ' || at, 'UTC' FROM seeded;
     INSERT INTO cycle (account_id, id, name, status, draft, version)
       SELECT s.account_id, s.cycle_id, 'Seeded ' || s.at, 'running', c.draft, 1
       FROM seeded s, (SELECT draft FROM cycle LIMIT 1) c;
     INSERT INTO cycle_version (account_id, cycle_id, version, document)
       SELECT s.account_id, s.cycle_id, 1, c.draft FROM seeded s, (SELECT draft FROM cycle LIMIT 1) c;
     INSERT INTO listener (setup_id, external_id, method, account_id, cycle_id, version, step, ordinal)
       SELECT u.id, (900000000000 + s.at)::text, 'message', s.account_id, s.cycle_id, 1, 'message', 0
       FROM seeded s, (SELECT id FROM setup LIMIT 1) u`,
  );
}

/** Runs of the seeded cycles that are over, each with its event and two steps, without bodies. */
export async function seedRuns(client: Client, count: number): Promise<void> {
  await client.query(
    `CREATE TEMP TABLE stored AS
       SELECT s.account_id, s.cycle_id, uuidv7() AS id, uuidv7() AS event_id,
         s.at || ':' || (every.at % 5000) AS lane
       FROM generate_series(1, ${count}) AS every(at)
       JOIN seeded s ON s.at = 1 + every.at % (SELECT count(*) FROM seeded);
     INSERT INTO event (account_id, id, source_id, connector, kind, channel, lane, routed, item)
       SELECT account_id, event_id, event_id, 'facebook-messenger', 'message', 'messaging', lane, true, '{}' FROM stored;
     INSERT INTO run (account_id, id, cycle_id, version, origin, event_id, trigger, lane, status, created_at, started_at, finished_at)
       SELECT account_id, id, cycle_id, 1, 'event', event_id, 'message', lane, 'succeeded', now(), now(), now() FROM stored;
     INSERT INTO step_run (account_id, run_id, id, step, path, number, status, repeated, started_at, finished_at)
       SELECT account_id, id, uuidv7(), step, '', 1, 'succeeded', false, now(), now()
       FROM stored, unnest(ARRAY['greeting', 'reply']) AS step;
     DROP TABLE stored`,
  );
}

/** Afterwards the tables are as they would be after some days: with statistics, and without what the seeding left. */
export async function settleTables(client: Client): Promise<void> {
  await client.query("VACUUM ANALYZE");
  await client.query("CHECKPOINT");
}
