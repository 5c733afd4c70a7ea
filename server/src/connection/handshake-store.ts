import { type Kysely, sql } from "kysely";
import type { Schema } from "../db/schema.ts";

/** By the database's clock, which also dates what comes in. */
export async function readNow(db: Kysely<Schema>): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`SELECT now()::timestamptz(3) AS now`.execute(db);
  return rows[0]?.now ?? new Date(0);
}

/** What verification requests of a Setup came to since then. */
export async function readHandshakesSince(
  db: Kysely<Schema>,
  setupId: string,
  since: Date,
): Promise<{ rejected: "wrong_verify_token" | "wrong_mode" | null; verified: boolean }> {
  const { rows } = await sql<{ rejected: "wrong_verify_token" | "wrong_mode" | null; verified: boolean }>`
    SELECT coalesce(verified_at >= ${since}, false) AS verified,
           (SELECT reason FROM setup_count k
            WHERE k.setup_id = s.id AND reason IN ('wrong_verify_token', 'wrong_mode') AND last_at >= ${since}
            ORDER BY last_at DESC LIMIT 1) AS rejected
    FROM setup s WHERE s.id = ${setupId}`.execute(db);
  return rows[0] ?? { rejected: null, verified: false };
}
