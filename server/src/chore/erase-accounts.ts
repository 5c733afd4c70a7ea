import { recordAudit, systemActor } from "../account/audit.ts";
import { toWire } from "../base/id.ts";
import type { Database } from "../db/database.ts";
import type { ChoreDeps } from "./chore.ts";
import {
  eraseAttempts,
  eraseRest,
  eraseRunsOfAccount,
  eraseSome,
  readDeletedAccounts,
  readRunsOfAccount,
} from "./erase-account-store.ts";
import { createPace } from "./pace.ts";

export interface EraseAccountsDeps extends ChoreDeps {
  database: Database;
}

const keptMs = 30 * 86_400_000;
const rowsAtOnce = 1000;
const runsAtOnce = 200;

/** Erases accounts that were deleted 30 days ago, from every table. What was begun and cut off is gone on with. */
export async function eraseAccounts(deps: EraseAccountsDeps, stop: AbortSignal): Promise<void> {
  const before = new Date(deps.clock.now() - keptMs);
  const rest = createPace(stop);
  for (const accountId of await readDeletedAccounts(deps.database.pool, before)) {
    await eraseAccount(deps, accountId, rest).catch((error: unknown) =>
      deps.log.error(
        { err: error, account: toWire("account", accountId) },
        "a deleted account could not be erased; it is tried again in the next turn",
      ),
    );
  }
}

async function eraseAccount(deps: EraseAccountsDeps, accountId: string, rest: () => Promise<boolean>): Promise<void> {
  const { pool } = deps.database;
  if (!(await rest())) return;
  const runs = await eraseHistory(deps, accountId, rest);
  const files = runs === null ? null : await eraseTable(rest, () => eraseSome(pool, "blob", accountId, rowsAtOnce));
  const events = files === null ? null : await eraseTable(rest, () => eraseSome(pool, "event", accountId, rowsAtOnce));
  if (runs === null || events === null) return;
  await eraseRest(pool, accountId);
  const account = toWire("account", accountId);
  // Of this turn: an earlier one may have been cut off.
  deps.log.info({ account, runs, events, files }, "a deleted account was erased");
  await recordAudit(deps, {
    actor: systemActor,
    act: "account.erased",
    accountId,
    details: { account },
  });
}

/** Attempts before their runs, by which they are found. Answers how many runs; null when it was stopped. */
async function eraseHistory(
  { database: { pool } }: EraseAccountsDeps,
  accountId: string,
  rest: () => Promise<boolean>,
): Promise<number | null> {
  let total = 0;
  for (;;) {
    const runs = await readRunsOfAccount(pool, accountId, runsAtOnce);
    if (runs.length === 0) return total;
    if ((await eraseTable(rest, () => eraseAttempts(pool, runs, rowsAtOnce))) === null) return null;
    await eraseRunsOfAccount(pool, accountId, runs);
    total += runs.length;
    if (!(await rest())) return null;
  }
}

/** Until it finds less than it may take. Answers how many rows; null when it was stopped. */
async function eraseTable(rest: () => Promise<boolean>, take: () => Promise<number>): Promise<number | null> {
  let total = 0;
  for (;;) {
    const taken = await take();
    total += taken;
    if (taken < rowsAtOnce) return total;
    if (!(await rest())) return null;
  }
}
