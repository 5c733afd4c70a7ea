import type { Database } from "../db/database.ts";

/** What was set under a name, or null. Its reader checks its shape. */
export async function readSetting(database: Database, name: string): Promise<unknown> {
  const row = await database.engine.selectFrom("setting").select("value").where("name", "=", name).executeTakeFirst();
  return row?.value ?? null;
}

/** Changes the given fields of a setting and leaves the others. */
export async function mergeSetting(database: Database, name: string, fields: Record<string, unknown>): Promise<void> {
  await database.pool.query(
    `INSERT INTO setting (name, value) VALUES ($1, $2)
     ON CONFLICT (name) DO UPDATE SET value = setting.value || excluded.value`,
    [name, JSON.stringify(fields)],
  );
}
