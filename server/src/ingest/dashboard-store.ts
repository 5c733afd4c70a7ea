import type { ConnectionStatus, RunStatus } from "@velodrome/contract";
import type { Pool } from "pg";

/** Runs beyond that are not counted one by one. */
const runsAtMost = 100_000;
const rowsAtMost = 20;
const heldAtMost = 1000;

/** How many runs are in each unfinished state. */
export async function countUnfinished(pool: Pool, accountId: string | null): Promise<Map<RunStatus, number>> {
  const { rows } = await pool.query<{ status: RunStatus; count: number }>(
    `SELECT status, count(*)::int AS count
     FROM (SELECT status FROM run_live WHERE $1::uuid IS NULL OR account_id = $1 LIMIT ${runsAtMost}) r GROUP BY status`,
    [accountId],
  );
  return new Map(rows.map(({ status, count }) => [status, count]));
}

export interface NamedCycle {
  cycleId: string;
  name: string;
  accountName: string;
}

/** What these cycles and their accounts are called; of those that are still there. */
export async function nameCycles(pool: Pool, ids: readonly string[]): Promise<NamedCycle[]> {
  const { rows } = await pool.query<NamedCycle>(
    `SELECT c.id AS "cycleId", c.name, a.name AS "accountName" FROM cycle c JOIN account a ON a.id = c.account_id
     WHERE c.id = ANY ($1) AND c.deleted_at IS NULL AND a.deleted_at IS NULL`,
    [ids],
  );
  return rows;
}

export interface TroubledRow {
  accountId: string;
  accountName: string;
  id: string;
  name: string;
  connector: string;
  status: ConnectionStatus;
  reason: string | null;
}

/** Connections that wait for somebody, those that worked before first. One that is switched off was meant to be. */
export async function listTroubledConnections(pool: Pool, accountId: string | null): Promise<TroubledRow[]> {
  const { rows } = await pool.query<TroubledRow>(
    `SELECT c.account_id AS "accountId", a.name AS "accountName", c.id, c.name, c.connector, c.status,
       c.reason ->> 'message' AS reason
     FROM connection c JOIN account a ON a.id = c.account_id
     WHERE a.deleted_at IS NULL AND ($1::uuid IS NULL OR c.account_id = $1)
       AND (c.status IN ('needs_reauthentication', 'page_required', 'new') OR (c.reason IS NOT NULL AND c.status <> 'disabled'))
     ORDER BY c.status = 'needs_reauthentication' DESC, c.updated_at DESC LIMIT ${rowsAtMost}`,
    [accountId],
  );
  return rows;
}

export interface IngestRow {
  id: string;
  connector: string;
  name: string;
  genuineAt: Date | null;
  refused: number;
  refusedAt: Date | null;
  held: number;
}

/** What comes in at each Setup; what was turned away counts until a genuine request has come. */
export async function listIngest(pool: Pool): Promise<IngestRow[]> {
  const { rows } = await pool.query<IngestRow>(
    `SELECT s.id, s.connector, s.name, s.genuine_at AS "genuineAt", r.refused, r.refused_at AS "refusedAt", h.held
     FROM setup s
     CROSS JOIN LATERAL (
       SELECT coalesce(sum(recent), 0)::int AS refused, max(last_at) AS refused_at FROM setup_count
       WHERE setup_id = s.id AND reason IN ('wrong_signature', 'no_signature')
         AND (s.genuine_at IS NULL OR last_at > s.genuine_at)) r
     CROSS JOIN LATERAL (
       SELECT count(*)::int AS held FROM (
         SELECT FROM event WHERE setup_id = s.id AND account_id = '00000000-0000-0000-0000-000000000000'
         LIMIT ${heldAtMost}) e) h
     ORDER BY s.id LIMIT 50`,
  );
  return rows;
}
