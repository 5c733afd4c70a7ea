import type { Pool } from "pg";

/** Has a worker do a chore now; its turn would come in a minute anyway. */
export async function wakeChore(pool: Pool, chore: string): Promise<void> {
  await pool.query("SELECT wake_chore($1)", [chore]);
}
