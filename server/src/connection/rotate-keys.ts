import { AppError } from "../base/app-error.ts";
import type { Sealer } from "../base/seal.ts";
import type { Database } from "../db/database.ts";
import {
  countKeys,
  readRowsToReseal,
  replaceSealed,
  type SealedRow,
  type SealedTable,
  sealedTables,
} from "./rotate-keys-store.ts";

export interface RotateDeps {
  database: Pick<Database, "engine">;
  /** Seals with the newest key and opens with each that rows name. */
  sealer: Sealer;
  newest: string;
  /** Told after each batch. */
  progress(done: { table: string; resealed: number }): void;
}

export interface Rotation {
  resealed: number;
  /** Keys other than the newest that rows still name. */
  left: ReadonlyMap<string, number>;
}

const batchSize = 100;
/** A row that somebody changes at the same moment is looked at once more. */
const passesAtMost = 5;

/** Seals everything anew that another key than the newest sealed, while everything goes on. What is done is skipped. */
export async function rotateKeys(deps: RotateDeps): Promise<Rotation> {
  let resealed = 0;
  let left = await countLeft(deps);
  for (let pass = 0; pass < passesAtMost && left.size > 0; pass += 1) {
    for (const table of sealedTables) resealed += await resealTable(deps, table);
    left = await countLeft(deps);
  }
  return { resealed, left };
}

async function resealTable(deps: RotateDeps, table: SealedTable): Promise<number> {
  let resealed = 0;
  let after: string | null = null;
  for (;;) {
    const rows: SealedRow[] = await readRowsToReseal(deps.database.engine, table, {
      ...{ newest: deps.newest, after, limit: batchSize },
    });
    for (const row of rows) resealed += await resealRow(deps, table, row);
    if (resealed > 0 && rows.length > 0) deps.progress({ table: table.table, resealed });
    if (rows.length < batchSize) return resealed;
    after = rows.at(-1)?.id ?? null;
  }
}

async function resealRow(deps: RotateDeps, table: SealedTable, row: SealedRow): Promise<0 | 1> {
  const next = sealAnew(deps, table, row);
  return next !== null && (await replaceSealed(deps.database.engine, table, row, next)) ? 1 : 0;
}

/** Null for a row that does not open: its key is gone, or it was changed. It is counted among those that are left. */
function sealAnew({ sealer, newest }: RotateDeps, { table, columns }: SealedTable, row: SealedRow) {
  try {
    const values = columns.map((column, index) => {
      const bytes = row.values[index] ?? null;
      const place = { table, id: row.id, column };
      return bytes === null ? null : sealer.seal(place, sealer.open(place, row.keyId, bytes)).bytes;
    });
    return { keyId: newest, values };
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

async function countLeft(deps: RotateDeps): Promise<Map<string, number>> {
  const left = new Map<string, number>();
  for (const table of sealedTables) {
    for (const { keyId, rows } of await countKeys(deps.database.engine, table)) {
      if (keyId !== deps.newest) left.set(keyId, (left.get(keyId) ?? 0) + rows);
    }
  }
  return left;
}
