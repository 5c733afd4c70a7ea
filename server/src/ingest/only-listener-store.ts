import type { Queryable } from "../db/queryable.ts";

/** The one cycle that an event starts a run of. */
export interface OnlyListener {
  accountId: string;
  cycleId: string;
  version: number;
  /** The step that it starts at. */
  trigger: string;
}

/** Null where nothing listens, or more than one cycle, or one that takes a single event, or waits for some. */
export async function readOnlyListener(
  from: Queryable,
  [setupId, externalId, triggers]: readonly [setupId: string, externalId: string, triggers: string],
): Promise<OnlyListener | null> {
  const { rows } = await from.query<OnlyListener & { isPlain: boolean }>({
    name: "read-only-listener",
    text: `SELECT DISTINCT ON (cycle_id) account_id AS "accountId", cycle_id AS "cycleId", version, step AS trigger,
        NOT once AND answers IS NULL AS "isPlain"
      FROM listener WHERE setup_id = $1 AND external_id = $2 AND method = ANY (string_to_array($3, ','))
      ORDER BY cycle_id, ordinal LIMIT 2`,
    values: [setupId, externalId, triggers],
  });
  const [only, other] = rows;
  if (only === undefined || other !== undefined || !only.isPlain) return null;
  const { isPlain: _, ...listener } = only;
  return listener;
}
