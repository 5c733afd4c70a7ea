import type { Kysely } from "kysely";
import type { Schema } from "../db/schema.ts";

/**
 * Somebody came back from this Setup's sign-in with what they granted. Only the first is kept; what is of before `since`,
 * when the Service Domain was another one, gives way.
 */
export async function noteSignedIn(db: Kysely<Schema>, setupId: string, at: Date, since: Date | null): Promise<void> {
  await db
    .updateTable("setup")
    .set({ signed_in_at: at })
    .where("id", "=", setupId)
    .where(({ eb, or }) =>
      or([eb("signed_in_at", "is", null), ...(since === null ? [] : [eb("signed_in_at", "<", since)])]),
    )
    .execute();
}
