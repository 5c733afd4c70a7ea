import type { Kysely } from "kysely";
import type { Sealed } from "../base/seal.ts";
import type { Schema } from "../db/schema.ts";

export async function readInstallationSecret(db: Kysely<Schema>, name: string): Promise<Sealed | null> {
  const row = await db
    .selectFrom("installation_secret")
    .select(["key_id", "sealed"])
    .where("name", "=", name)
    .executeTakeFirst();
  return row ? { keyId: row.key_id, bytes: row.sealed } : null;
}

/** Does nothing when another process was first. */
export async function addInstallationSecret(db: Kysely<Schema>, name: string, secret: Sealed): Promise<void> {
  await db
    .insertInto("installation_secret")
    .values({ name, key_id: secret.keyId, sealed: secret.bytes })
    .onConflict((conflict) => conflict.column("name").doNothing())
    .execute();
}

/** Instead of the one that stands there. */
export async function replaceInstallationSecret(db: Kysely<Schema>, name: string, secret: Sealed): Promise<void> {
  const kept = { key_id: secret.keyId, sealed: secret.bytes };
  await db
    .insertInto("installation_secret")
    .values({ name, ...kept })
    .onConflict((conflict) => conflict.column("name").doUpdateSet(kept))
    .execute();
}

export async function deleteInstallationSecret(db: Kysely<Schema>, name: string): Promise<void> {
  await db.deleteFrom("installation_secret").where("name", "=", name).execute();
}
