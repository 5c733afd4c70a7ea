import type { AccountScope } from "../db/database.ts";

/** A trigger step that takes one method's events of one Page. */
export interface Listener {
  setupId: string;
  externalId: string;
  method: string;
  step: string;
  /** Place of the step in its document. */
  ordinal: number;
}

export async function deleteListeners(
  scope: AccountScope,
  accountId: string,
  cycleId: string,
): Promise<{ once: boolean }> {
  const rows = await scope
    .deleteFrom("listener")
    .where("account_id", "=", accountId)
    .where("cycle_id", "=", cycleId)
    .returning("once")
    .execute();
  return { once: rows.some(({ once }) => once) };
}

export async function insertListeners(
  scope: AccountScope,
  live: { accountId: string; cycleId: string; version: number; once: boolean },
  listeners: readonly Listener[],
): Promise<void> {
  if (listeners.length === 0) return;
  await scope
    .insertInto("listener")
    .values(
      listeners.map(({ setupId, externalId, method, step, ordinal }) => ({
        setup_id: setupId,
        external_id: externalId,
        method,
        account_id: live.accountId,
        cycle_id: live.cycleId,
        version: live.version,
        step,
        ordinal,
        once: live.once,
      })),
    )
    .execute();
}
