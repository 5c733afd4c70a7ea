import { type AccountPatch, type AccountRetention, accountRetention } from "@velodrome/contract";
import type { AccountTable } from "../db/account-schema.ts";
import type { Database } from "../db/database.ts";
import { contains, startsWith } from "../db/like.ts";
import type { Selectable } from "kysely";

/** One customer of the partner, by its row's id. */
export interface AccountRow {
  readonly id: string;
  readonly externalId: string | null;
  readonly name: string;
  readonly timezone: string;
  readonly contactEmail: string | null;
  readonly retention: AccountRetention;
  readonly concurrency: number | null;
  readonly createdAt: Date;
}

const toAccount = (row: Selectable<AccountTable>): AccountRow => ({
  id: row.id,
  externalId: row.external_id,
  name: row.name,
  timezone: row.timezone,
  contactEmail: row.contact_email,
  retention: accountRetention.parse(row.retention),
  concurrency: row.concurrency,
  createdAt: row.created_at,
});

const visible = (database: Database) =>
  database.engine.selectFrom("account").selectAll().where("deleted_at", "is", null);

export interface AccountFilter {
  before: string | null;
  limit: number;
  q?: string | undefined;
  /** Rows' ids. */
  ids?: readonly string[] | undefined;
}

/** Newest first. */
export async function listAccountRows(database: Database, page: AccountFilter): Promise<AccountRow[]> {
  const { before, q, ids } = page;
  const rows = await visible(database)
    .$if(before !== null, (query) => query.where("id", "<", before ?? ""))
    .$if(ids !== undefined, (query) => query.where((is) => is("id", "=", is.fn.any(is.val(ids ?? [])))))
    .$if(q !== undefined, (query) =>
      query.where((is) =>
        is.or([is("name", "ilike", contains(q ?? "")), is("external_id", "ilike", startsWith(q ?? ""))]),
      ),
    )
    .orderBy("id", "desc")
    .limit(page.limit)
    .execute();
  return rows.map(toAccount);
}

export async function readAccountRow(
  database: Database,
  by: { id: string } | { externalId: string },
): Promise<AccountRow | null> {
  const query =
    "id" in by ? visible(database).where("id", "=", by.id) : visible(database).where("external_id", "=", by.externalId);
  const row = await query.executeTakeFirst();
  return row === undefined ? null : toAccount(row);
}

/** Null when another account has that external id. */
export async function insertAccountRow(
  database: Database,
  account: Omit<AccountRow, "createdAt">,
): Promise<AccountRow | null> {
  const row = await database.engine
    .insertInto("account")
    .values({
      id: account.id,
      external_id: account.externalId,
      name: account.name,
      timezone: account.timezone,
      contact_email: account.contactEmail,
      retention: JSON.stringify(account.retention),
      concurrency: account.concurrency,
    })
    .onConflict((conflict) => conflict.column("external_id").doNothing())
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? null : toAccount(row);
}

/** Null when the account was deleted meanwhile. @throws PostgreSQL's 23505 when another has that external id */
export async function updateAccountRow(
  database: Database,
  id: string,
  change: AccountPatch,
): Promise<AccountRow | null> {
  const row = await database.engine
    .updateTable("account")
    .set({
      ...(change.externalId === undefined ? {} : { external_id: change.externalId }),
      ...(change.name === undefined ? {} : { name: change.name }),
      ...(change.timezone === undefined ? {} : { timezone: change.timezone }),
      ...(change.contactEmail === undefined ? {} : { contact_email: change.contactEmail }),
      ...(change.retention === undefined ? {} : { retention: JSON.stringify(change.retention) }),
      ...(change.concurrency === undefined ? {} : { concurrency: change.concurrency }),
    })
    .where("id", "=", id)
    .where("deleted_at", "is", null)
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? null : toAccount(row);
}

/** Its external id is free again at once. False when it was deleted already. */
export async function hideAccountRow(database: Database, id: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await database.engine
    .updateTable("account")
    .set({ deleted_at: at, external_id: null })
    .where("id", "=", id)
    .where("deleted_at", "is", null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
