import type { Pool } from "pg";

/** `today` as `YYYY-MM-DD`, UTC. */
export async function ensurePartitions(pool: Pool, today: string): Promise<void> {
  await pool.query("SELECT ensure_partitions($1::date)", [today]);
}
