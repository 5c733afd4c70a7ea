import { type Kysely, sql } from "kysely";
import type { Schema } from "../../db/schema.ts";

/** Why calls of a connection are held back now, and until when. */
export interface Pause {
  code: string;
  message: string;
  /** Which of its calls; empty: all. */
  method: string;
  /** Of its whole Setup, and so of other connections as well. */
  ofSetup: boolean;
  until: Date;
}

/** Those of a connection and of its Setup, the longest first. */
export async function readPauses(
  db: Kysely<Schema>,
  { id, setupId }: { id: string; setupId: string | null },
): Promise<Pause[]> {
  const { rows } = await sql<Pause>`
    SELECT code, message, method, subject <> ${id} AS "ofSetup", until FROM connection_pressure
    WHERE subject IN (${id}, ${setupId ?? id}) AND until > now()
      -- One of a time to come was written before the clock was set back, and holds nothing.
      AND set_at <= now() + interval '10 seconds'
    ORDER BY until DESC, method`.execute(db);
  return rows;
}
