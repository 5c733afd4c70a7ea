import { sql } from "kysely";
import type { Database } from "../db/database.ts";

/** Whether all connections of a person or a Page come of sign-ins that began after that moment. False where one is not known to. */
export async function isSignedInSince(
  { engine }: Pick<Database, "engine">,
  setupId: string,
  subject: { kind: "person"; id: string } | { kind: "target"; externalId: string },
  moment: Date,
): Promise<boolean> {
  const { rows } = await sql<{ since: boolean }>`
    SELECT coalesce(bool_and(coalesce(
      sign_in ->> 'status' = 'connected' AND (sign_in ->> 'startedAt')::timestamptz > ${moment}, false)), false) AS since
    FROM connection
    WHERE setup_id = ${setupId}
      AND ${subject.kind === "person" ? sql`person_id = ${subject.id}` : sql`external_id = ${subject.externalId}`}`.execute(
    engine,
  );
  return rows[0]?.since ?? false;
}
