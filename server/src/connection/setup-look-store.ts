import { type Kysely, sql } from "kysely";
import type { Schema } from "../db/schema.ts";
import {
  type CheckFailure,
  type ResubscriptionProgress,
  type SeenRegistration,
  type SetupRecord,
  toSetupRecord,
} from "./setup-store.ts";

/**
 * What came of trying the pair. Nothing is kept when it was changed meanwhile; one that nobody could be asked about
 * stays as right as it was.
 */
export async function keepCheck(
  db: Kysely<Schema>,
  tried: Pick<SetupRecord, "id" | "clientId" | "clientSecrets">,
  outcome: { appName: string } | { failure: CheckFailure },
): Promise<void> {
  const good = "appName" in outcome;
  await db
    .updateTable("setup")
    .set(
      good
        ? { check_failure: null, app_name: outcome.appName, checked_at: sql<Date>`now()` }
        : refused(outcome.failure),
    )
    .where("id", "=", tried.id)
    .where("client_id", "=", tried.clientId)
    .where("client_secrets", "=", tried.clientSecrets)
    .execute();
}

function refused(failure: CheckFailure) {
  const check_failure = JSON.stringify(failure);
  return failure.field === null ? { check_failure } : { check_failure, checked_at: null, app_name: null };
}

type Registration = Omit<SeenRegistration, "seenAt">;

/** As what is kept where nothing stands at the application. */
export const nothingRegistered: Registration = { url: "", fields: [], active: false };

/** Null: nothing is registered there. */
export async function keepRegistration(
  db: Kysely<Schema>,
  seen: Pick<SetupRecord, "id" | "clientId">,
  registration: Registration | null,
  at: Date,
): Promise<void> {
  await db
    .updateTable("setup")
    .set({
      registration: JSON.stringify({
        ...(registration ?? nothingRegistered),
        seenAt: at.toISOString(),
      } satisfies SeenRegistration),
      looked_at: at,
      look_failure: null,
    })
    .where("id", "=", seen.id)
    .where("client_id", "=", seen.clientId)
    .execute();
}

/** The application did not answer: what was seen before stays. */
export async function keepLookFailure(
  db: Kysely<Schema>,
  id: string,
  failure: { code: string; message: string },
  at: Date,
): Promise<void> {
  await db
    .updateTable("setup")
    .set({ looked_at: at, look_failure: JSON.stringify(failure) })
    .where("id", "=", id)
    .execute();
}

/** Takes Setups that are to be looked at; their next turn is a quarter of an hour away, not all at the same moment. */
export async function claimSetupsToLookAt(db: Kysely<Schema>, limit: number): Promise<SetupRecord[]> {
  const rows = await db
    .updateTable("setup")
    .set({ look_due_at: sql`now() + interval '15 minutes' + random() * interval '3 minutes'` })
    .where("id", "in", (due) =>
      due
        .selectFrom("setup")
        .select("id")
        .where("look_due_at", "<=", sql<Date>`now()`)
        .where("own_apps", "=", false)
        .orderBy("look_due_at")
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .returningAll()
    .execute();
  return rows.map(toSetupRecord);
}

/** Signatures began to fail: once they are right again, the Pages are to be subscribed anew. */
export async function markResubscribe(db: Kysely<Schema>, id: string): Promise<void> {
  await db
    .updateTable("setup")
    .set({ resubscribe_since: sql`now()` })
    .where("id", "=", id)
    .where("resubscribe_since", "is", null)
    .execute();
}

export async function keepResubscription(
  db: Kysely<Schema>,
  id: string,
  progress: ResubscriptionProgress,
): Promise<void> {
  await db
    .updateTable("setup")
    .set({ resubscription: JSON.stringify(progress) })
    .where("id", "=", id)
    .execute();
}

export async function clearResubscribe(db: Kysely<Schema>, id: string): Promise<void> {
  await db.updateTable("setup").set({ resubscribe_since: null }).where("id", "=", id).execute();
}
