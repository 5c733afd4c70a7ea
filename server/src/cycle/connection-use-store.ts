import { type Kysely, sql } from "kysely";
import type { UsingCycle } from "../connection/connection-usage.ts";
import type { Schema } from "../db/schema.ts";

/** Trigger methods that running cycles listen to, by Page. */
export async function readMethodsHeard(db: Kysely<Schema>, setupId: string): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ page: string; methods: string[] }>`
    SELECT external_id AS page, array_agg(DISTINCT split_part(method, '@', 1)) AS methods
    FROM listener WHERE setup_id = ${setupId} GROUP BY external_id`.execute(db);
  return new Map(rows.map(({ page, methods }) => [page, methods]));
}

/** Cycles whose draft or latest version names a connection, with the steps of that version that call by it. */
export async function listCyclesWith(db: Kysely<Schema>, accountId: string, connection: string): Promise<UsingCycle[]> {
  const named = sql`'$.steps[*] ? (@.connection == $id)', jsonb_build_object('id', ${connection}::text)`;
  const { rows } = await sql<UsingCycle>`
    SELECT c.id, c.name, c.status, coalesce((
      SELECT array_agg(s ->> 'id') FROM jsonb_array_elements(v.document -> 'steps') s
      WHERE s ->> 'type' = 'action' AND s ->> 'connection' = ${connection}), '{}') AS calls
    FROM cycle c LEFT JOIN cycle_version v ON v.cycle_id = c.id AND v.version = c.version
    WHERE c.account_id = ${accountId} AND c.deleted_at IS NULL
      AND (jsonb_path_exists(c.draft, ${named}) OR jsonb_path_exists(v.document, ${named}))
    ORDER BY c.id`.execute(db);
  return rows;
}

/**
 * How many running cycles of other accounts answer at a Page that this cycle answers at too. Row-level security hides
 * them from an account, so this is asked by the engine; only the Page is told.
 */
export async function listPagesAnsweredTwice(db: Kysely<Schema>, cycleId: string): Promise<string[]> {
  const answers = (cycle: string) => sql`EXISTS (
    SELECT FROM cycle c JOIN cycle_version v ON v.cycle_id = c.id AND v.version = c.version,
      jsonb_array_elements(v.document -> 'steps') s
    JOIN connection n ON n.setup_id = mine.setup_id AND n.external_id = mine.external_id
    WHERE c.id = ${sql.ref(cycle)} AND n.account_id = c.account_id AND s ->> 'type' = 'action'
      AND s ->> 'connector' = n.connector)`;
  const { rows } = await sql<{ page: string }>`
    SELECT DISTINCT mine.external_id AS page
    FROM listener mine JOIN listener other
      ON other.setup_id = mine.setup_id AND other.external_id = mine.external_id AND other.account_id <> mine.account_id
    WHERE mine.cycle_id = ${cycleId} AND mine.answers IS DISTINCT FROM 'only' AND other.answers IS DISTINCT FROM 'only'
      AND ${answers("mine.cycle_id")} AND ${answers("other.cycle_id")}
    ORDER BY 1`.execute(db);
  return rows.map(({ page }) => page);
}
