import type { AccountVariablePut } from "@velodrome/contract";
import { type Kysely, type Selectable, sql } from "kysely";
import type { AccountScope } from "../db/database.ts";
import type { AccountVariableTable } from "../db/account-schema.ts";
import type { Schema } from "../db/schema.ts";

export interface VariableRow {
  readonly name: string;
  readonly value: unknown;
  readonly description: string;
  readonly updatedAt: Date;
}

const toVariable = (row: Selectable<AccountVariableTable>): VariableRow => ({
  name: row.name,
  value: row.value,
  description: row.description,
  updatedAt: row.updated_at,
});

/** By name, the first behind another one. */
export async function listVariableRows(
  scope: AccountScope,
  accountId: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<VariableRow[]> {
  const rows = await scope
    .selectFrom("account_variable")
    .selectAll()
    .where("account_id", "=", accountId)
    .$if(after !== null, (query) => query.where("name", ">", after ?? ""))
    .orderBy("name")
    .limit(limit)
    .execute();
  return rows.map(toVariable);
}

export async function readVariableRow(
  scope: AccountScope,
  accountId: string,
  name: string,
): Promise<VariableRow | null> {
  const row = await scope
    .selectFrom("account_variable")
    .selectAll()
    .where("account_id", "=", accountId)
    .where("name", "=", name)
    .executeTakeFirst();
  return row === undefined ? null : toVariable(row);
}

/** Null when the account has so many others already. */
export async function writeVariableRow(
  scope: AccountScope,
  place: { accountId: string; name: string },
  { value, description }: AccountVariablePut,
  atMost: number,
): Promise<VariableRow | null> {
  const { accountId, name } = place;
  const { rows } = await sql<Selectable<AccountVariableTable>>`
    INSERT INTO account_variable (account_id, name, value, description)
    SELECT ${accountId}::uuid, ${name}, ${JSON.stringify(value)}::json, ${description ?? ""}
    WHERE (SELECT count(*) FROM account_variable WHERE account_id = ${accountId} AND name <> ${name}) < ${atMost}
    ON CONFLICT (account_id, name) DO UPDATE
      SET value = excluded.value, description = coalesce(${description ?? null}, account_variable.description), updated_at = now()
    RETURNING *`.execute(scope);
  const [row] = rows;
  return row === undefined ? null : toVariable(row);
}

export async function deleteVariableRow(scope: AccountScope, accountId: string, name: string): Promise<boolean> {
  const { numDeletedRows } = await scope
    .deleteFrom("account_variable")
    .where("account_id", "=", accountId)
    .where("name", "=", name)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** All of an account, by name. */
export async function readVariables(db: Kysely<Schema>, accountId: string): Promise<Readonly<Record<string, unknown>>> {
  const rows = await db
    .selectFrom("account_variable")
    .select(["name", "value"])
    .where("account_id", "=", accountId)
    .execute();
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}
