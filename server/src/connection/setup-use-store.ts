import { type Kysely, sql } from "kysely";
import type { Schema } from "../db/schema.ts";

/**
 * When somebody first came back from this Setup's sign-in with what they granted; null: nobody has. Of what began before
 * `since` nothing is told.
 */
export async function readSetupUse(
  db: Kysely<Schema>,
  setupId: string,
  since: Date | null,
): Promise<{ signedInAt: Date | null }> {
  const startedAt = sql`(sign_in ->> 'startedAt')::timestamptz`;
  const { rows } = await sql<{ signed_in_at: Date | null }>`
    SELECT min(coalesce(${startedAt}, updated_at)) AS signed_in_at
    FROM connection
    WHERE setup_id = ${setupId} AND (person_id IS NOT NULL OR sign_in ->> 'status' IN ('choosing', 'connected'))
      AND (${since}::timestamptz IS NULL OR ${startedAt} >= ${since})`.execute(db);
  return { signedInAt: rows[0]?.signed_in_at ?? null };
}
