import { recordAudit } from "../account/audit.ts";
import { endOf } from "../account/erasures.ts";
import { type ErasureRow, markErased, markErasing, readOpenErasures } from "../account/erasure-store.ts";
import { toWire } from "../base/id.ts";
import { erasePinsOfPerson } from "../cycle/pin-store.ts";
import type { Database } from "../db/database.ts";
import { erasuresTopic, type Topic } from "../db/signal.ts";
import { eraseEvents, findEvents, type PersonToErase } from "../ingest/erase-events.ts";
import { cancelLiveRuns, eraseRuns } from "../run/erase-runs.ts";
import type { ChoreDeps } from "./chore.ts";

export interface ErasePeopleDeps extends ChoreDeps {
  database: Database;
  touch(topics: readonly Topic[]): void;
}

const batchSize = 20;

/** Erases people who wrote to Pages. What was begun and cut off is gone on with. */
export async function erasePeople(deps: ErasePeopleDeps, stop: AbortSignal): Promise<void> {
  for (const erasure of await readOpenErasures(deps.database.pool, batchSize)) {
    await eraseOne(deps, erasure, stop).catch((error: unknown) =>
      deps.log.error(
        { err: error, erasure: toWire("erasure", erasure.id) },
        "a person could not be erased; it is tried again in the next turn",
      ),
    );
  }
}

/** Runs first: while an event is there, the runs of it are found by it. */
async function eraseOne(deps: ErasePeopleDeps, erasure: ErasureRow, stop: AbortSignal): Promise<void> {
  const { database } = deps;
  const { pool } = database;
  const before = await markErasing(pool, erasure.id);
  if (before === null) return;
  deps.touch([erasuresTopic]);
  const who: PersonToErase = { ...erasure, erasureId: erasure.id, before };
  const events = await findEvents(pool, who, stop);
  if (events === null) return;
  const runs = { accountId: who.accountId, eventIds: events.ids, lanes: events.lanes, before: who.before };
  // A step in hand ends first: the next turn goes on.
  if (!(await cancelLiveRuns(database, runs))) return;
  if (!(await eraseRuns(pool, erasure.id, runs, stop)) || !(await eraseEvents(pool, who, stop))) return;
  await erasePinsOfPerson(pool, who);
  const done = await markErased(pool, erasure.id, endOf(erasure.person), new Date(deps.clock.now()));
  if (done === null) return;
  deps.touch([erasuresTopic]);
  const { page, person, events: erased, runs: erasedRuns, files } = done;
  const counts = { events: erased, runs: erasedRuns, files };
  deps.log.info({ erasure: toWire("erasure", done.id), ...counts }, "a person was erased");
  await recordAudit(deps, {
    actor: done.requestedBy,
    act: "erasure.done",
    accountId: done.accountId,
    details: { id: toWire("erasure", done.id), page, person, ...counts },
  });
}
