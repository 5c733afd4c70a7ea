import { outlastCollisions } from "../connection/collision.ts";
import { giveUpPages } from "../connection/connection-store.ts";
import type { AccountScope, Database } from "../db/database.ts";
import { lockRunningCycles } from "./cycle-store.ts";
import type { RunHooks } from "./run-hooks.ts";
import { stopLocked } from "./start-stop.ts";

/**
 * Stops every running cycle of an account and gives its Pages up: nothing of it goes on, events that still come are held
 * for the account that connects the Page next, and the Setup is free of it.
 */
export async function stopAccountCycles(
  deps: { database: Database; runs: Pick<RunHooks, "hold"> },
  accountId: string,
): Promise<void> {
  const stopAll = async (scope: AccountScope): Promise<void> => {
    for (const { id } of await lockRunningCycles(scope, accountId)) {
      await stopLocked(scope, deps.runs, { accountId, id }, false);
    }
    await giveUpPages(scope, accountId);
  };
  await outlastCollisions(() => deps.database.withAccount(accountId, stopAll));
}
