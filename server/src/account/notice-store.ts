import type { FindingAct, Notice } from "@velodrome/contract";
import type { Database } from "../db/database.ts";
import type { Queryable } from "../db/queryable.ts";

export interface NoticeRow {
  readonly id: string;
  readonly key: string;
  readonly code: string;
  readonly severity: Notice["severity"];
  readonly message: string;
  readonly act: FindingAct | null;
  readonly accountId: string | null;
  readonly connectionId: string | null;
  readonly setupId: string | null;
  readonly connector: string | null;
  readonly keyId: string | null;
  readonly link: Buffer | null;
  readonly mailedAt: Date | null;
  readonly createdAt: Date;
  /** 0 is the worst. */
  readonly rank: number;
}

export type RaisedNotice = Omit<NoticeRow, "keyId" | "link" | "mailedAt" | "rank">;

const rank = `CASE n.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END`;
const columns = `n.id, n.key, n.code, n.severity, n.message, n.act, n.account_id AS "accountId",
  n.connection_id AS "connectionId", n.setup_id AS "setupId", n.connector, n.key_id AS "keyId", n.link,
  n.created_at AS "createdAt", ${rank} AS rank,
  (SELECT max(m.sent_at) FROM notice_mail m WHERE m.notice_id = n.id) AS "mailedAt"`;

/** What concerns a customer that was deleted concerns nobody. */
const open = `n.dismissed_at IS NULL AND (n.account_id IS NULL
  OR EXISTS (SELECT FROM account a WHERE a.id = n.account_id AND a.deleted_at IS NULL))`;

/** Answers whether it is new; one that stands there only changes its words. */
export async function upsertNotice(into: Queryable, notice: RaisedNotice): Promise<boolean> {
  const { rows } = await into.query<{ fresh: boolean }>({
    text: `INSERT INTO notice (id, key, code, severity, message, act, account_id, connection_id, setup_id, connector, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     ON CONFLICT (key) DO UPDATE SET code = $3, severity = $4, message = $5, act = $6, account_id = $7,
       connection_id = $8, setup_id = $9, connector = $10
     RETURNING id = $1 AS fresh`,
    values: [
      notice.id,
      notice.key,
      notice.code,
      notice.severity,
      notice.message,
      notice.act,
      notice.accountId,
      notice.connectionId,
      notice.setupId,
      notice.connector,
      notice.createdAt,
    ],
  });
  return rows[0]?.fresh === true;
}

/** Answers whether there was one, so it may be called whenever all is well. */
export async function deleteNotice(from: Queryable, key: string): Promise<boolean> {
  const { rows } = await from.query({ text: "DELETE FROM notice WHERE key = $1 RETURNING id", values: [key] });
  return rows.length === 1;
}

/** Worst first, then newest first. */
export async function listOpenNotices(
  database: Pick<Database, "pool">,
  page: { after: { rank: number; id: string } | null; limit: number },
): Promise<NoticeRow[]> {
  const { rows } = await database.pool.query<NoticeRow>(
    `SELECT ${columns} FROM notice n
     WHERE ${open} AND ($1::int IS NULL OR ${rank} > $1 OR (${rank} = $1 AND n.id < $2::uuid))
     ORDER BY ${rank}, n.id DESC LIMIT $3`,
    [page.after?.rank ?? null, page.after?.id ?? null, page.limit],
  );
  return rows;
}

/** False when there is none of that id. */
export async function dismissNoticeRow(database: Pick<Database, "pool">, id: string, at: Date): Promise<boolean> {
  const { rowCount } = await database.pool.query(
    "UPDATE notice SET dismissed_at = coalesce(dismissed_at, $2) WHERE id = $1",
    [id, at],
  );
  return rowCount === 1;
}

export async function readNoticeId(database: Pick<Database, "pool">, key: string): Promise<string | null> {
  const { rows } = await database.pool.query<{ id: string }>("SELECT id FROM notice WHERE key = $1", [key]);
  return rows[0]?.id ?? null;
}

/** `sealed` is null when there can be none until then. */
export async function updateNoticeLink(
  database: Pick<Database, "pool">,
  id: string,
  sealed: { keyId: string; bytes: Buffer } | null,
  expiresAt: Date,
): Promise<void> {
  await database.pool.query("UPDATE notice SET key_id = $2, link = $3, link_expires_at = $4 WHERE id = $1", [
    id,
    sealed?.keyId ?? null,
    sealed?.bytes ?? null,
    expiresAt,
  ]);
}
