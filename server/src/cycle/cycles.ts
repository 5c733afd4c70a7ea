import type {
  Cycle,
  CycleCreate,
  CyclePatch,
  CycleQuery,
  CycleVersion,
  CycleWithDocument,
  ListQuery,
  Prerequisite,
} from "@velodrome/contract";
import { clearNoticeIn } from "../account/notices.ts";
import type { Settings } from "../account/settings.ts";
import { readVariables } from "../account/variable-store.ts";
import { AppError } from "../base/app-error.ts";
import type { Clock } from "../base/clock.ts";
import { fromWire, newId, toWire } from "../base/id.ts";
import { type ListPage, pageOf, readCursor } from "../base/list-page.ts";
import { outlastCollisions } from "../connection/collision.ts";
import { holdAccountConnections, readAccountConnections } from "../connection/connection-store.ts";
import type { AccountScope, Database } from "../db/database.ts";
import { inTransaction } from "../db/queryable.ts";
import { noticesTopic, type Topic } from "../db/signal.ts";
import { type CycleConnection, toCycleConnection } from "./connection-choice.ts";
import {
  type CycleRecord,
  type CycleSummary,
  insertCycle,
  listCycleRows,
  lockCycle,
  markCycleDeleted,
  readCycle,
  readDeleted,
  updateDraft,
} from "./cycle-store.ts";
import { checkDocument } from "./document-check.ts";
import { differsFrom } from "./document-difference.ts";
import { deleteDue } from "./due-store.ts";
import { deleteListeners } from "./listener-store.ts";
import { findPrerequisites, type PrerequisiteDeps, type AccountRules } from "./prerequisites.ts";
import { readSleepRules } from "./retention.ts";
import type { RunHooks } from "./run-hooks.ts";
import { stoppedNoticeKey } from "./stopped-notice.ts";
import { listVersionRows, readVersion } from "./version-store.ts";

export interface CycleDeps extends PrerequisiteDeps {
  database: Database;
  runs: RunHooks;
  clock: Clock;
  settings: Pick<Settings, "general">;
  /** Tells listeners that something of these has changed. */
  touch(topics: readonly Topic[]): void;
}

/** What of its account a cycle depends on, as of now. */
export async function accountRules(
  { settings, clock }: Pick<CycleDeps, "settings" | "clock">,
  scope: AccountScope,
  place: { accountId: string; cycleId: string },
): Promise<AccountRules> {
  const { retention } = await settings.general();
  const variables = await readVariables(scope, place.accountId);
  const sleep = { ...(await readSleepRules(scope, retention, place)), now: clock.now() };
  return { sleep, variables: new Set(Object.keys(variables)) };
}

/** A cycle as the outside names it. */
export interface CyclePlace {
  accountId: string;
  cycle: string;
}

export async function listCycles(
  deps: Pick<CycleDeps, "database">,
  accountId: string,
  { cursor, ...query }: CycleQuery,
): Promise<ListPage<Cycle>> {
  const before = readCursor(cursor);
  const rows = await deps.database.withAccount(accountId, (scope) =>
    listCycleRows(scope, accountId, { ...query, limit: query.limit + 1, before }),
  );
  const page = pageOf(rows, query.limit, ({ id }) => id);
  return { ...page, items: page.items.map(listed) };
}

export async function createCycle(
  deps: Pick<CycleDeps, "database">,
  accountId: string,
  wanted: CycleCreate,
): Promise<CycleWithDocument> {
  checkDocument(wanted.document);
  const cycle = await deps.database.withAccount(accountId, (scope) =>
    insertCycle(scope, { accountId, id: newId(), name: wanted.name, document: wanted.document }),
  );
  return { ...toCycle(cycle, true), document: cycle.draft };
}

export async function getCycle(deps: Pick<CycleDeps, "database">, place: CyclePlace): Promise<CycleWithDocument> {
  return deps.database.withAccount(place.accountId, async (scope) => answer(scope, await findCycle(scope, place)));
}

/** Of two who change the same revision one wins; the other is told what stands there now. */
export async function patchCycle(
  deps: Pick<CycleDeps, "database">,
  place: CyclePlace,
  patch: CyclePatch,
): Promise<CycleWithDocument> {
  if (patch.document !== undefined) checkDocument(patch.document);
  const id = cycleUuid(place.cycle);
  return deps.database.withAccount(place.accountId, async (scope) => {
    const known = { accountId: place.accountId, id, revision: patch.revision };
    const cycle = await updateDraft(scope, known, patch);
    if (cycle !== null) return answer(scope, cycle);
    const { revision, name, draft } = await findCycle(scope, place);
    throw new AppError("revision_stale", {
      message: `The cycle was changed meanwhile: its revision is ${revision}, not ${patch.revision}. Take over what is there and send that revision.`,
      details: { revision, name, document: draft },
    });
  });
}

/** Its history stays; its unfinished runs are cancelled. */
export async function deleteCycle(deps: CycleDeps, place: CyclePlace): Promise<void> {
  await changeCycle(deps, place, async (scope, cycle) => {
    await deleteListeners(scope, cycle.accountId, cycle.id);
    await deleteDue(scope, cycle.accountId, cycle.id);
    await markCycleDeleted(scope, cycle, new Date(deps.clock.now()));
    await deps.runs.cancel(scope, cycle.id);
    await clearNoticeIn(inTransaction(scope), stoppedNoticeKey(cycle.id));
  });
  deps.touch([noticesTopic]);
}

export async function listCycleVersions(
  deps: Pick<CycleDeps, "database">,
  place: CyclePlace,
  query: ListQuery,
): Promise<ListPage<CycleVersion>> {
  const before = readCursor(query.cursor, (key) => /^[1-9]\d{0,8}$/.test(key));
  const rows = await deps.database.withAccount(place.accountId, async (scope) => {
    const { accountId, id } = await findCycle(scope, place);
    const page = { limit: query.limit + 1, before: before === null ? null : Number(before) };
    return listVersionRows(scope, accountId, id, page);
  });
  const page = pageOf(rows, query.limit, ({ version }) => String(version));
  return {
    ...page,
    items: page.items.map(({ createdAt, ...version }) => ({ ...version, createdAt: createdAt.toISOString() })),
  };
}

/** What is missing before the draft can run. */
export async function readPrerequisites(deps: CycleDeps, place: CyclePlace): Promise<Prerequisite[]> {
  return deps.database.withAccount(place.accountId, async (scope) => {
    const { accountId, id, draft } = await findCycle(scope, place);
    const connections = await readAccountConnections(scope, accountId);
    const rules = await accountRules(deps, scope, { accountId, cycleId: id });
    return findPrerequisites(deps, draft, connections.map(toCycleConnection), rules);
  });
}

/** @throws AppError when the account has no such cycle. */
export async function findCycle(scope: AccountScope, place: CyclePlace): Promise<CycleRecord> {
  const cycle = await readCycle(scope, place.accountId, cycleUuid(place.cycle));
  if (cycle === null) throw await missingCycle(scope, place);
  return cycle;
}

/**
 * One transaction in which a cycle is locked and its account's connections stay as they are. Everyone takes these locks
 * in one order: connections, cycle, listeners.
 */
export async function changeCycle<T>(
  deps: Pick<CycleDeps, "database">,
  place: CyclePlace,
  change: (scope: AccountScope, cycle: CycleRecord, connections: readonly CycleConnection[]) => Promise<T>,
): Promise<T> {
  const id = cycleUuid(place.cycle);
  const { accountId } = place;
  const transaction = async (scope: AccountScope): Promise<T> => {
    const connections = await holdAccountConnections(scope, accountId);
    const cycle = await lockCycle(scope, accountId, id);
    if (cycle === null) throw await missingCycle(scope, place);
    return change(scope, cycle, connections.map(toCycleConnection));
  };
  return outlastCollisions(() => deps.database.withAccount(accountId, transaction));
}

/** A cycle of this transaction with its draft, as it is answered. */
export async function answer(scope: AccountScope, cycle: CycleRecord): Promise<CycleWithDocument> {
  const { accountId, id, version, draft } = cycle;
  const latest = version === null ? null : await readVersion(scope, accountId, id, version);
  return { ...toCycle(cycle, latest === null || differsFrom(latest.document, draft)), document: draft };
}

export function cycleUuid(cycle: string): string {
  const uuid = fromWire("cycle", cycle);
  if (uuid === null) throw cycleNotFound(cycle);
  return uuid;
}

export const cycleNotFound = (cycle: string) =>
  new AppError("cycle_not_found", { message: `This account has no cycle ${cycle}. Its list of cycles has their ids.` });

/** As people read it; the console shows it in their own time. */
const toTheMinute = (moment: string): string => `${moment.slice(0, 16).replace("T", " ")} UTC`;

/** Why there is no such cycle to work with: the account never had it, or it lies in the recycle bin. */
export async function missingCycle(scope: AccountScope, place: CyclePlace): Promise<AppError> {
  const deleted = await readDeleted(scope, place.accountId, cycleUuid(place.cycle));
  if (deleted === null) return cycleNotFound(place.cycle);
  const deletedAt = deleted.deletedAt.toISOString();
  return new AppError("cycle_not_found", {
    message: `The cycle "${deleted.name}" was deleted at ${toTheMinute(deletedAt)}. It lies in the recycle bin: restore it to go on with it.`,
    details: { name: deleted.name, deletedAt },
  });
}

const toCycle = (cycle: Omit<CycleRecord, "draft">, changed: boolean): Cycle => ({
  id: toWire("cycle", cycle.id),
  account: toWire("account", cycle.accountId),
  name: cycle.name,
  status: cycle.status,
  version: cycle.version,
  changed,
  revision: cycle.revision,
  retention: cycle.retention,
  concurrency: cycle.concurrency,
  createdAt: cycle.createdAt.toISOString(),
  updatedAt: cycle.updatedAt.toISOString(),
  folder: cycle.folder,
  tags: cycle.tags,
  deletedAt: cycle.deletedAt?.toISOString() ?? null,
});

function listed({ difference, ...cycle }: CycleSummary): Cycle {
  const differs = difference !== null && differsFrom(difference.published, difference.draft);
  return toCycle(cycle, cycle.version === null || differs);
}
