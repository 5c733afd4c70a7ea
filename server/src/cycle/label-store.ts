import type { LabelsInUse } from "@velodrome/contract";
import { sql } from "kysely";
import type { AccountScope } from "../db/database.ts";

/** Whether there is such a cycle. */
export async function setLabels(
  scope: AccountScope,
  cycle: { accountId: string; id: string },
  labels: { folder: string | null; tags: readonly string[] },
): Promise<boolean> {
  const { numUpdatedRows } = await scope
    .updateTable("cycle")
    .set({ folder: labels.folder, tags: [...labels.tags] })
    .where("account_id", "=", cycle.accountId)
    .where("id", "=", cycle.id)
    .where("deleted_at", "is", null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Folders and tags of an account's cycles by name; what lies in the recycle bin has none. */
export async function listLabels(scope: AccountScope, accountId: string): Promise<LabelsInUse> {
  const { rows } = await sql<{ kind: keyof LabelsInUse; name: string; cycles: number }>`
    WITH living AS (SELECT folder, tags FROM cycle WHERE account_id = ${accountId} AND deleted_at IS NULL)
    SELECT 'folders' AS kind, folder AS name, count(*)::int AS cycles FROM living WHERE folder IS NOT NULL GROUP BY folder
    UNION ALL
    SELECT 'tags', tag, count(*)::int FROM living CROSS JOIN unnest(tags) AS tag GROUP BY tag
    ORDER BY 2 LIMIT 1000`.execute(scope);
  const of = (kind: keyof LabelsInUse) => rows.filter((row) => row.kind === kind);
  const named = ({ name, cycles }: (typeof rows)[number]) => ({ name, cycles });
  return { folders: of("folders").map(named), tags: of("tags").map(named) };
}

/** Takes a cycle out of the recycle bin. Whether it lay there. */
export async function restoreDeleted(scope: AccountScope, cycle: { accountId: string; id: string }): Promise<boolean> {
  const { numUpdatedRows } = await scope
    .updateTable("cycle")
    .set({ deleted_at: null, updated_at: sql<Date>`now()` })
    .where("account_id", "=", cycle.accountId)
    .where("id", "=", cycle.id)
    .where("deleted_at", "is not", null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
