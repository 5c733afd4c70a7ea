import type { Pool } from "pg";

/** Somebody at a Page, in rows of one owner: an account, or nobody yet (the nil account) for some Setups. */
export interface PersonOfOwner {
  ownerId: string;
  page: string;
  person: string;
  /** Only what came in before: what is written afterwards is a new conversation. */
  before: Date;
  /** Null: of whatever Setup. */
  setupIds: readonly string[] | null;
}

/**
 * Of the same Page, and theirs by its column; or nobody's by its column (of a kind we do not know, or kept as bytes)
 * while their id stands in it as a text of its own.
 */
const theirs = `external_id = $2 AND id < uuid_at($4) AND ($5::uuid[] IS NULL OR setup_id = ANY ($5)) AND (person = $3
  OR (person IS NULL AND (strpos(item::text, '"' || $3 || '"') > 0
    OR (raw IS NOT NULL AND position(convert_to($3, 'UTF8') IN raw) > 0))))`;

const values = ({ ownerId, page, person, before, setupIds }: PersonOfOwner) => [
  ...[ownerId, page, person, before],
  setupIds,
];

/** The last id of the next stretch of an owner's events, null at the end: no index knows people. */
export async function readStretchEnd(
  pool: Pool,
  ownerId: string,
  after: string,
  length: number,
): Promise<string | null> {
  const { rows } = await pool.query<{ id: string | null }>(
    `SELECT max(id::text) AS id FROM (SELECT id FROM event WHERE account_id = $1 AND id > $2 ORDER BY id LIMIT $3) AS stretch`,
    [ownerId, after, length],
  );
  return rows[0]?.id ?? null;
}

/** Their events in a stretch; `lane` is theirs alone where the event says who wrote. */
export async function readEventsOfPerson(
  pool: Pool,
  who: PersonOfOwner,
  stretch: { after: string; end: string },
): Promise<{ id: string; lane: string | null }[]> {
  const { rows } = await pool.query<{ id: string; lane: string | null }>(
    `SELECT id, CASE WHEN person = $3 THEN lane END AS lane FROM event
     WHERE account_id = $1 AND id > $6 AND id <= $7 AND ${theirs}`,
    [...values(who), stretch.after, stretch.end],
  );
  return rows;
}

/** Deletes their events of a stretch and counts them up in the erasure, in one statement. */
export async function eraseEventsOfPerson(
  pool: Pool,
  erasureId: string,
  who: PersonOfOwner,
  stretch: { after: string; end: string },
): Promise<void> {
  await pool.query(
    `WITH gone AS (
       DELETE FROM event WHERE account_id = $1 AND id > $6 AND id <= $7 AND ${theirs} RETURNING id
     )
     UPDATE erasure SET events = events + (SELECT count(*) FROM gone)::int WHERE erasure.id = $8`,
    [...values(who), stretch.after, stretch.end, erasureId],
  );
}

/** Setups that an account has connections of: those of a Page it had may hold events for nobody. */
export async function readSetupsOfAccount(pool: Pool, accountId: string): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    "SELECT DISTINCT setup_id AS id FROM connection WHERE account_id = $1 AND setup_id IS NOT NULL",
    [accountId],
  );
  return rows.map(({ id }) => id);
}
