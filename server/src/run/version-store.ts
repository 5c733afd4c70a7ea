import type { Kysely } from "kysely";
import type { Schema } from "../db/schema.ts";

/** A published version, or null. */
export async function readVersion(
  engine: Kysely<Schema>,
  cycleId: string,
  version: number,
): Promise<{ document: unknown; language: number } | null> {
  const row = await engine
    .selectFrom("cycle_version")
    .select(["document", "language"])
    .where("cycle_id", "=", cycleId)
    .where("version", "=", version)
    .executeTakeFirst();
  return row ?? null;
}

/** Of an unfinished run; null when there is none. */
export async function readRunVersion(
  engine: Kysely<Schema>,
  accountId: string,
  runId: string,
): Promise<{ cycleId: string; version: number } | null> {
  const row = await engine
    .selectFrom("run_live")
    .select(["cycle_id as cycleId", "version"])
    .where("account_id", "=", accountId)
    .where("id", "=", runId)
    .executeTakeFirst();
  return row ?? null;
}
