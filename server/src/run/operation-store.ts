import type { Operation } from "@velodrome/contract";
import type { Pool } from "pg";
import type { Queryable } from "../db/queryable.ts";

export interface OperationRow {
  readonly accountId: string;
  readonly id: string;
  readonly kind: Operation["kind"];
  readonly status: Operation["status"];
  /** As it was asked for; ids are those of the wire. */
  readonly filter: Operation["filter"];
  readonly how: Operation["how"];
  readonly expected: number;
  readonly expectedMore: boolean;
  /** Of a replay. */
  readonly expectedEvents: number | null;
  readonly seenEvents: number;
  /** Runs, or events, up to this one have been looked at. */
  readonly lookedAt: string;
  readonly done: number;
  readonly skipped: Operation["skipped"];
  readonly requestedBy: string;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

const columns = `account_id AS "accountId", id, kind, status, filter, how, expected, expected_more AS "expectedMore",
  expected_events AS "expectedEvents", seen_events AS "seenEvents",
  looked_at AS "lookedAt", done, skipped, requested_by AS "requestedBy", created_at AS "createdAt", finished_at AS "finishedAt"`;

export type NewOperation = Omit<OperationRow, "status" | "lookedAt" | "seenEvents" | "done" | "skipped" | "finishedAt">;

export async function insertOperation(into: Queryable, operation: NewOperation): Promise<OperationRow> {
  const { rows } = await into.query<OperationRow>({
    text: `INSERT INTO operation (account_id, id, kind, filter, how, expected, expected_more, expected_events, requested_by,
        created_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING ${columns}`,
    values: [
      operation.accountId,
      operation.id,
      operation.kind,
      JSON.stringify(operation.filter),
      operation.how && JSON.stringify(operation.how),
      operation.expected,
      operation.expectedMore,
      operation.expectedEvents,
      operation.requestedBy,
      operation.createdAt,
    ],
  });
  const [row] = rows;
  if (row === undefined) throw new Error("PostgreSQL answered no row to the insertion of an operation.");
  return row;
}

export async function readOperation(from: Queryable, accountId: string, id: string): Promise<OperationRow | null> {
  const { rows } = await from.query<OperationRow>({
    text: `SELECT ${columns} FROM operation WHERE account_id = $1 AND id = $2`,
    values: [accountId, id],
  });
  return rows[0] ?? null;
}

/** Newest first. */
export async function listOperationRows(
  from: Queryable,
  accountId: string,
  page: { before: string | null; limit: number },
): Promise<OperationRow[]> {
  const { rows } = await from.query<OperationRow>({
    text: `SELECT ${columns} FROM operation WHERE account_id = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
    values: [accountId, page.before, page.limit],
  });
  return rows;
}

/** Of every account that is there, oldest first. */
export async function readRunningOperations(
  pool: Pool,
  limit: number,
): Promise<Pick<OperationRow, "accountId" | "id">[]> {
  const { rows } = await pool.query<Pick<OperationRow, "accountId" | "id">>(
    `SELECT o.account_id AS "accountId", o.id FROM operation o JOIN account a ON a.id = o.account_id
     WHERE o.status = 'running' AND a.deleted_at IS NULL ORDER BY o.created_at, o.id LIMIT $1`,
    [limit],
  );
  return rows;
}

/** Until the end of the transaction nobody else works at it; null when somebody does already, or it is over. */
export async function lockRunningOperation(
  from: Queryable,
  accountId: string,
  id: string,
): Promise<OperationRow | null> {
  const { rows } = await from.query<OperationRow>({
    text: `SELECT ${columns} FROM operation WHERE account_id = $1 AND id = $2 AND status = 'running' FOR UPDATE SKIP LOCKED`,
    values: [accountId, id],
  });
  return rows[0] ?? null;
}

const operationClass = 0x56_45_4c_4f;

/** Until the transaction's end nobody else works at an operation of this account: two may mean the same runs. */
export async function waitForTurn(from: Queryable, accountId: string): Promise<void> {
  await from.query({ text: "SELECT pg_advisory_xact_lock($1, hashtext($2))", values: [operationClass, accountId] });
}

export async function markProgress(
  into: Queryable,
  marks: Pick<OperationRow, "accountId" | "id" | "lookedAt" | "seenEvents" | "done" | "skipped">,
): Promise<void> {
  const { accountId, id, lookedAt, seenEvents, done, skipped } = marks;
  await into.query({
    text: `UPDATE operation SET looked_at = $3, seen_events = $4, done = $5, skipped = $6
      WHERE account_id = $1 AND id = $2`,
    values: [accountId, id, lookedAt, seenEvents, done, JSON.stringify(skipped)],
  });
}

/** Ends one that runs; what of its filter names a person goes. Null when it was over already. */
export async function endOperation(
  into: Queryable,
  { accountId, id }: Pick<OperationRow, "accountId" | "id">,
  status: "done" | "stopped",
  at: Date,
): Promise<OperationRow | null> {
  const { rows } = await into.query<OperationRow>({
    text: `UPDATE operation SET status = $3, finished_at = $4, filter = filter - '{person,lane,mid,q}'::text[]
      WHERE account_id = $1 AND id = $2 AND status = 'running' RETURNING ${columns}`,
    values: [accountId, id, status, at],
  });
  return rows[0] ?? null;
}
