import type { CycleDocument } from "@velodrome/contract";
import type { AccountScope } from "../db/database.ts";
import type { CycleConnection } from "./connection-choice.ts";
import { listenersOf } from "./listener-choice.ts";
import { deleteListeners, insertListeners } from "./listener-store.ts";

export interface LiveVersion {
  accountId: string;
  cycleId: string;
  version: number;
  document: CycleDocument;
}

/** Replaces what a cycle listens to. `once` undefined: as it was. */
export async function writeListeners(
  scope: AccountScope,
  live: LiveVersion,
  connections: readonly CycleConnection[],
  once?: boolean,
): Promise<void> {
  const before = await deleteListeners(scope, live.accountId, live.cycleId);
  await insertListeners(scope, { ...live, once: once ?? before.once }, listenersOf(live.document, connections));
}
