import { sql } from "kysely";
import type { AccountScope } from "./database.ts";

/** Does a part of a transaction that may fail alone: what it wrote is taken back then, and what was written before stays. */
export async function insideSavepoint<T>(scope: AccountScope, work: () => Promise<T>): Promise<T> {
  await sql`SAVEPOINT part`.execute(scope);
  try {
    const answer = await work();
    await sql`RELEASE SAVEPOINT part`.execute(scope);
    return answer;
  } catch (error: unknown) {
    await sql`ROLLBACK TO SAVEPOINT part`.execute(scope);
    throw error;
  }
}
