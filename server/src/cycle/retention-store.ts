import { accountRetention, type AccountRetention, cycleRetention, type CycleRetention } from "@velodrome/contract";
import type { Kysely } from "kysely";
import type { Schema } from "../db/schema.ts";

export interface OwnRetention {
  accountId: string;
  retention: AccountRetention;
}

/** What an account has of its own, and one of its cycles. Null when it is gone. */
export async function readOwnRules(
  db: Kysely<Schema>,
  place: { accountId: string; cycleId: string },
): Promise<{ timezone: string; account: AccountRetention; cycle: CycleRetention } | null> {
  const row = await db
    .selectFrom("account as a")
    .leftJoin("cycle as c", (join) => join.onRef("c.account_id", "=", "a.id").on("c.id", "=", place.cycleId))
    .select(["a.timezone", "a.retention as account", "c.retention as cycle"])
    .where("a.id", "=", place.accountId)
    .executeTakeFirst();
  return row === undefined
    ? null
    : {
        timezone: row.timezone,
        account: accountRetention.parse(row.account),
        cycle: cycleRetention.parse(row.cycle ?? {}),
      };
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
