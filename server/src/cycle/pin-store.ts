import type { Pool } from "pg";

/** Takes out of an account's drafts what was pinned there and names a person, drafts in the recycle bin included. */
export async function erasePinsOfPerson(pool: Pool, who: { accountId: string; person: string }): Promise<void> {
  await pool.query(
    `UPDATE cycle c SET revision = c.revision + 1, draft = jsonb_set(c.draft, '{pins}', coalesce((
         SELECT jsonb_object_agg(pin.key, pin.value) FROM jsonb_each(c.draft->'pins') AS pin
         WHERE position($2 IN pin.value::text) = 0), '{}'))
       WHERE c.account_id = $1 AND jsonb_typeof(c.draft->'pins') = 'object' AND position($2 IN (c.draft->'pins')::text) > 0`,
    [who.accountId, JSON.stringify(who.person)],
  );
}
