import type { Kysely } from "kysely";
import type { Schema } from "../db/schema.ts";

/** The document of a published version, or null. */
export async function readVersion(engine: Kysely<Schema>, cycleId: string, version: number): Promise<unknown> {
  const row = await engine
    .selectFrom("cycle_version")
    .select("document")
    .where("cycle_id", "=", cycleId)
    .where("version", "=", version)
    .executeTakeFirst();
  return row?.document ?? null;
}
