import { sql } from "kysely";
import type { Pool } from "pg";
import type { AccountScope } from "../db/database.ts";

export interface LostConnection {
  readonly accountId: string;
  readonly id: string;
  readonly connector: string;
  readonly setupId: string | null;
  readonly name: string;
  readonly pageName: string | null;
  readonly reason: string | null;
}

/** How the notice of a connection that lost its credentials is called. */
export const lostNoticeKey = (connectionId: string): string => `reauthenticate:${connectionId}`;
/** The same of one whose Page removed the application. */
export const removedNoticeKey = (connectionId: string): string => `page-removed:${connectionId}`;

/** Connections that need a person to sign in, and have no notice with a link that still works. */
export async function readUntoldLostConnections(pool: Pool, now: Date, limit: number): Promise<LostConnection[]> {
  const { rows } = await pool.query<LostConnection>(
    `SELECT c.account_id AS "accountId", c.id, c.connector, c.setup_id AS "setupId", c.name,
       c.external_name AS "pageName", c.reason ->> 'message' AS reason
     FROM connection c JOIN account a ON a.id = c.account_id
     WHERE c.status = 'needs_reauthentication' AND a.deleted_at IS NULL AND NOT EXISTS (
       SELECT FROM notice n WHERE n.key = 'reauthenticate:' || c.id
         AND (n.dismissed_at IS NOT NULL OR n.link_expires_at > $1))
     ORDER BY c.id LIMIT $2`,
    [now, limit],
  );
  return rows;
}

/** It is authenticated: what was told of its loss is not true any more, and the link that was told with it is used up. */
export async function clearLostNotices(scope: AccountScope, connectionId: string): Promise<void> {
  const [lost, removed] = [lostNoticeKey(connectionId), removedNoticeKey(connectionId)];
  await sql`DELETE FROM notice WHERE key IN (${lost}, ${removed})`.execute(scope);
}

/** Answers how many connections do not need a person any more. */
export async function clearNoticesOfFound(pool: Pool): Promise<number> {
  const { rowCount } = await pool.query(
    `DELETE FROM notice n WHERE
       n.key LIKE 'reauthenticate:%' AND NOT EXISTS (
         SELECT FROM connection c WHERE c.id = n.connection_id AND c.status = 'needs_reauthentication')
       OR n.key LIKE 'page-removed:%' AND EXISTS (
         SELECT FROM connection c WHERE c.id = n.connection_id AND c.status = 'authenticated')`,
  );
  return rowCount ?? 0;
}
