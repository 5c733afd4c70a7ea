import { type Kysely, sql } from "kysely";
import type { Schema } from "../db/schema.ts";

/** What was set under a name, or null. Its reader checks its shape. */
export async function readSetting(db: Kysely<Schema>, name: string): Promise<unknown> {
  const row = await db.selectFrom("setting").select("value").where("name", "=", name).executeTakeFirst();
  return row?.value ?? null;
}

/** The same, and until the end of the transaction nobody else changes it, though it be set for the first time. */
export async function lockSetting(db: Kysely<Schema>, name: string): Promise<unknown> {
  await db
    .insertInto("setting")
    .values({ name, value: "{}" })
    .onConflict((conflict) => conflict.column("name").doNothing())
    .execute();
  const row = await db
    .selectFrom("setting")
    .select("value")
    .where("name", "=", name)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return row.value;
}

/** Changes the given fields of a setting and leaves the others. */
export async function mergeSetting(db: Kysely<Schema>, name: string, fields: Record<string, unknown>): Promise<void> {
  await db
    .insertInto("setting")
    .values({ name, value: JSON.stringify(fields) })
    .onConflict((conflict) =>
      conflict.column("name").doUpdateSet({ value: sql<string>`setting.value || excluded.value` }),
    )
    .execute();
}
