import { sql } from "kysely";
import type { AccountScope } from "../db/database.ts";

/** A step that takes one method's events of one Page. */
export interface Listener {
  setupId: string;
  externalId: string;
  method: string;
  version: number;
  step: string;
  /** Of those that take the same event the lowest does: triggers before waits, in the document's order. */
  ordinal: number;
  /** `only`: a wait's. `also`: a trigger's, in a cycle with waits. */
  answers: "also" | "only" | null;
}

/** `keepWaits`: runs in flight go on waiting for what they wait for. */
export async function deleteListeners(
  scope: AccountScope,
  accountId: string,
  cycleId: string,
  { keepWaits = false } = {},
): Promise<{ once: boolean }> {
  const rows = await scope
    .deleteFrom("listener")
    .where("account_id", "=", accountId)
    .where("cycle_id", "=", cycleId)
    .$if(keepWaits, (each) => each.where("answers", "is distinct from", "only"))
    .returning("once")
    .execute();
  return { once: rows.some(({ once }) => once) };
}

export async function insertListeners(
  scope: AccountScope,
  live: { accountId: string; cycleId: string; once: boolean },
  listeners: readonly Listener[],
): Promise<void> {
  if (listeners.length === 0) return;
  await scope
    .insertInto("listener")
    .values(
      listeners.map(({ setupId, externalId, method, version, step, ordinal, answers }) => ({
        setup_id: setupId,
        external_id: externalId,
        method,
        account_id: live.accountId,
        cycle_id: live.cycleId,
        version,
        step,
        ordinal,
        // Whatever its trigger has taken, a run in flight may wait for more.
        once: live.once && answers !== "only",
        answers,
      })),
    )
    .execute();
}

/** Older versions of a cycle in which something waits for events. */
export async function readWaitingVersions(
  scope: AccountScope,
  { accountId, cycleId, version }: { accountId: string; cycleId: string; version: number },
): Promise<{ version: number; document: unknown }[]> {
  const { rows } = await sql<{ version: number; document: unknown }>`
    SELECT version, document FROM cycle_version
    WHERE account_id = ${accountId} AND cycle_id = ${cycleId} AND version <> ${version}
      AND jsonb_path_exists(document, '$.steps[*] ? (@.type == "wait-for-event")')
    ORDER BY version DESC`.execute(scope);
  return rows;
}
