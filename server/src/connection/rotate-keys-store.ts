import { type Kysely, sql } from "kysely";
import type { Schema } from "../db/schema.ts";

/** Every table with sealed columns: a row has one key, named by `key_id`. A test compares it with the database. */
export const sealedTables = [
  { table: "setup", idColumn: "id", columns: ["client_secrets", "verify_token"] },
  { table: "connection", idColumn: "id", columns: ["credentials", "verify_token"] },
  { table: "sign_in", idColumn: "id", columns: ["secrets"] },
  { table: "installation_secret", idColumn: "name", columns: ["sealed"] },
  { table: "notice", idColumn: "id", columns: ["link"] },
] as const;

export type SealedTable = (typeof sealedTables)[number];

export interface SealedRow {
  id: string;
  keyId: string;
  /** In the order of the table's columns. */
  values: (Buffer | null)[];
}

/** Rows of another key than the newest, in the order of their ids. */
export async function readRowsToReseal(
  db: Kysely<Schema>,
  { table, idColumn, columns }: SealedTable,
  page: { newest: string; after: string | null; limit: number },
): Promise<SealedRow[]> {
  const id = sql`${sql.ref(idColumn)}::text`;
  const { rows } = await sql<SealedRow>`
    SELECT ${id} AS id, key_id AS "keyId", ARRAY[${sql.join(columns.map((column) => sql.ref(column)))}] AS values
    FROM ${sql.table(table)}
    WHERE key_id <> ${page.newest} AND (${page.after}::text IS NULL OR ${id} > ${page.after})
    ORDER BY ${id} LIMIT ${page.limit}`.execute(db);
  return rows;
}

/** Nothing happens when the row was sealed anew meanwhile: what stands there then is newer. */
export async function replaceSealed(
  db: Kysely<Schema>,
  { table, idColumn, columns }: SealedTable,
  known: SealedRow,
  next: { keyId: string; values: readonly (Buffer | null)[] },
): Promise<boolean> {
  const changes = columns.map((column, index) => sql`${sql.ref(column)} = ${next.values[index] ?? null}`);
  const same = columns.map(
    (column, index) => sql`${sql.ref(column)} IS NOT DISTINCT FROM ${known.values[index] ?? null}`,
  );
  const { numAffectedRows } = await sql`
    UPDATE ${sql.table(table)} SET key_id = ${next.keyId}, ${sql.join(changes)}
    WHERE ${sql.ref(idColumn)}::text = ${known.id} AND key_id = ${known.keyId} AND ${sql.join(same, sql` AND `)}`.execute(
    db,
  );
  return numAffectedRows === 1n;
}

/** Which keys rows of a table name, and how many each. */
export async function countKeys(
  db: Kysely<Schema>,
  { table }: SealedTable,
): Promise<{ keyId: string; rows: number }[]> {
  const { rows } = await sql<{ keyId: string; rows: number }>`
    SELECT key_id AS "keyId", count(*)::int AS rows FROM ${sql.table(table)}
    WHERE key_id IS NOT NULL GROUP BY 1 ORDER BY 1`.execute(db);
  return rows;
}
