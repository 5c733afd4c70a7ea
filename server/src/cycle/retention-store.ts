import { accountRetention, type AccountRetention, cycleRetention, type CycleRetention } from "@velodrome/contract";
import type { Kysely } from "kysely";
import type { Schema } from "../db/schema.ts";

export interface OwnRetention {
  accountId: string;
  retention: AccountRetention;
}

/** Accounts that keep something otherwise than the installation. */
export async function readAccountRetention(engine: Kysely<Schema>): Promise<OwnRetention[]> {
  const rows = await engine.selectFrom("account").select(["id", "retention"]).where("retention", "<>", "{}").execute();
  return rows.map(({ id, retention }) => ({ accountId: id, retention: accountRetention.parse(retention) }));
}

/** Cycles that keep something otherwise than their account: those that were deleted too, for their runs are kept on. */
export async function readCycleRetention(
  engine: Kysely<Schema>,
): Promise<{ accountId: string; cycleId: string; retention: CycleRetention }[]> {
  const rows = await engine
    .selectFrom("cycle")
    .select(["account_id", "id", "retention"])
    .where("retention", "<>", "{}")
    .orderBy("id")
    .execute();
  return rows.map((row) => ({
    accountId: row.account_id,
    cycleId: row.id,
    retention: cycleRetention.parse(row.retention),
  }));
}
