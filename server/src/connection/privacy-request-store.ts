import type { Pool } from "pg";
import type { AccountScope } from "../db/database.ts";

export type PrivacyRequestKind = "deauthorize" | "data-deletion";

export interface StoredPrivacyRequest {
  readonly code: string;
  readonly setupId: string;
  readonly connector: string;
  readonly kind: PrivacyRequestKind;
  readonly subjectKind: "person" | "target";
  /** Null once it is done. */
  readonly subject: string | null;
  readonly status: "waiting" | "working" | "done";
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

const columns = `p.code, p.setup_id AS "setupId", s.connector, p.kind, p.subject_kind AS "subjectKind", p.subject, p.status,
  p.created_at AS "createdAt", p.finished_at AS "finishedAt"`;

/** Answers its code; a request that is sent again keeps the code of the first time. */
export async function insertPrivacyRequest(
  pool: Pool,
  request: Pick<StoredPrivacyRequest, "code" | "setupId" | "kind" | "subjectKind" | "createdAt"> & {
    digest: Buffer;
    subject: string;
  },
): Promise<string> {
  const { rows } = await pool.query<{ code: string }>(
    `INSERT INTO privacy_request AS p (code, setup_id, digest, kind, subject_kind, subject, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (setup_id, digest) DO UPDATE SET kind = p.kind RETURNING p.code`,
    [
      request.code,
      request.setupId,
      request.digest,
      request.kind,
      request.subjectKind,
      request.subject,
      request.createdAt,
    ],
  );
  const [row] = rows;
  if (row === undefined) throw new Error("PostgreSQL answered no row to the insertion of a privacy request.");
  return row.code;
}

export async function readPrivacyRequestRow(pool: Pool, code: string): Promise<StoredPrivacyRequest | null> {
  const { rows } = await pool.query<StoredPrivacyRequest>(
    `SELECT ${columns} FROM privacy_request p JOIN setup s ON s.id = p.setup_id WHERE p.code = $1`,
    [code],
  );
  return rows[0] ?? null;
}

/** Oldest first. */
export async function readOpenPrivacyRequests(pool: Pool, limit: number): Promise<StoredPrivacyRequest[]> {
  const { rows } = await pool.query<StoredPrivacyRequest>(
    `SELECT ${columns} FROM privacy_request p JOIN setup s ON s.id = p.setup_id
     WHERE p.status <> 'done' ORDER BY p.created_at LIMIT $1`,
    [limit],
  );
  return rows;
}

export async function markPrivacyRequestWorking(pool: Pool, code: string): Promise<void> {
  await pool.query("UPDATE privacy_request SET status = 'working' WHERE code = $1 AND status = 'waiting'", [code]);
}

/** Whom it was about is forgotten with it. False when another worker was faster. */
export async function markPrivacyRequestDone(pool: Pool, code: string, at: Date): Promise<boolean> {
  const { rowCount } = await pool.query(
    "UPDATE privacy_request SET status = 'done', subject = NULL, finished_at = $2 WHERE code = $1 AND status <> 'done'",
    [code, at],
  );
  return rowCount === 1;
}

/** Whose connections of a Setup somebody made, or a Page's. */
export async function listConnectionsOfSubject(
  pool: Pool,
  request: { setupId: string; subjectKind: "person" | "target"; subject: string },
): Promise<{ accountId: string; id: string }[]> {
  const column = request.subjectKind === "person" ? "person_id" : "external_id";
  const { rows } = await pool.query<{ accountId: string; id: string }>(
    `SELECT account_id AS "accountId", id FROM connection WHERE setup_id = $1 AND ${column} = $2 ORDER BY id`,
    [request.setupId, request.subject],
  );
  return rows;
}

/** What somebody granted by a Setup and has not chosen Pages from yet: no connection names them so far. */
export async function deleteGrantsOfPerson(pool: Pool, setupId: string, person: string): Promise<void> {
  await pool.query(
    `DELETE FROM sign_in s USING connection c WHERE s.person_id = $2 AND c.setup_id = $1
       AND c.account_id = s.account_id AND c.id = s.connection_id`,
    [setupId, person],
  );
}

/** Ways through the connect page hold what a person granted, and a look at a token whose it was: both go with the person. */
export async function deleteTracesOfPerson(
  scope: AccountScope,
  accountId: string,
  connectionId: string,
): Promise<void> {
  await scope
    .deleteFrom("sign_in")
    .where("account_id", "=", accountId)
    .where("connection_id", "=", connectionId)
    .execute();
  await scope
    .deleteFrom("connection_check")
    .where("account_id", "=", accountId)
    .where("connection_id", "=", connectionId)
    .execute();
}
