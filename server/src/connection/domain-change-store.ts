import type { GeneralSettings } from "@velodrome/contract";
import { type Kysely, sql } from "kysely";
import type { Pool } from "pg";
import type { Schema } from "../db/schema.ts";

export type DomainChangeState = NonNullable<GeneralSettings["domainChange"]>["apps"][number]["state"];

export interface DomainChangeApp {
  readonly setupId: string;
  readonly connector: string;
  readonly name: string;
  readonly state: DomainChangeState;
  readonly message: string;
  readonly attempts: number;
}

/** Every Setup of these connectors begins anew; what was under way for a change before is over. */
export async function beginDomainChangeApps(
  db: Kysely<Schema>,
  connectors: readonly string[],
  said: { verified: string; unverified: string },
): Promise<void> {
  await sql`INSERT INTO domain_change_app (setup_id, state, message, attempts)
     SELECT id, CASE WHEN verified_at IS NULL THEN 'by_hand' ELSE 'waiting' END,
       CASE WHEN verified_at IS NULL THEN ${said.unverified} ELSE ${said.verified} END, 0
     FROM setup WHERE NOT own_apps AND connector = ANY (${[...connectors]}::text[])
     ON CONFLICT (setup_id) DO UPDATE SET state = excluded.state, message = excluded.message, attempts = 0`.execute(db);
}

/** In the order in which the Setups were made. */
export async function readDomainChangeApps(pool: Pool): Promise<DomainChangeApp[]> {
  const { rows } = await pool.query<DomainChangeApp>(
    `SELECT a.setup_id AS "setupId", s.connector, s.name, a.state, a.message, a.attempts
     FROM domain_change_app a JOIN setup s ON s.id = a.setup_id ORDER BY s.id`,
  );
  return rows;
}

/** Nothing happens when another change has begun it anew meanwhile, or another worker was faster. */
export async function changeDomainChangeApp(
  pool: Pool,
  known: { setupId: string; attempts: number },
  to: { state: DomainChangeState; message: string },
): Promise<void> {
  await pool.query(
    `UPDATE domain_change_app SET state = $3, message = $4, attempts = attempts + 1
     WHERE setup_id = $1 AND attempts = $2 AND state = 'waiting'`,
    [known.setupId, known.attempts, to.state, to.message],
  );
}
