import type { Caller, Erasure, ErasureCreate, ListQuery } from "@velodrome/contract";
import { AppError } from "../base/app-error.ts";
import { fromWire, newId, toWire } from "../base/id.ts";
import { type ListPage, pageOf, readCursor } from "../base/list-page.ts";
import type { Database } from "../db/database.ts";
import { erasuresTopic, type Topic } from "../db/signal.ts";
import { wakeChore } from "../db/wake-chore-store.ts";
import { actorOf, type AuditDeps, recordAudit } from "./audit.ts";
import { type ErasureRow, insertErasure, listErasureRows, readErasure, renewWaitingErasure } from "./erasure-store.ts";

export interface ErasureDeps extends AuditDeps {
  database: Database;
  touch(topics: readonly Topic[]): void;
}

/** The chore that erases. */
export const erasureChore = "erase-people";

const endLength = 4;

/** Enough of a person's id to prove later who was meant. */
export const endOf = (person: string): string =>
  `…${person.slice(-Math.min(endLength, Math.floor(person.length / 2)))}`;

/** Asks for somebody who wrote to a Page to be erased; the chore does it. Asking twice before it begins is asking once, later. */
export async function createErasure(
  deps: ErasureDeps,
  accountId: string,
  caller: Caller,
  wanted: ErasureCreate,
): Promise<Erasure> {
  const { pool } = deps.database;
  const createdAt = new Date(deps.clock.now());
  const known = await renewWaitingErasure(pool, { accountId, ...wanted }, createdAt);
  if (known !== null) return toErasure(known);
  const requestedBy = actorOf(caller);
  const row = await insertErasure(pool, { accountId, id: newId(), ...wanted, requestedBy, createdAt });
  const erasure = toErasure(row);
  const { id, page, person } = erasure;
  await recordAudit(deps, { actor: requestedBy, act: "erasure.requested", accountId, details: { id, page, person } });
  deps.touch([erasuresTopic]);
  await wakeChore(pool, erasureChore);
  return erasure;
}

/** Of one account, or of all when `accountId` is null. */
export async function listErasures(
  deps: Pick<ErasureDeps, "database">,
  accountId: string | null,
  query: ListQuery,
): Promise<ListPage<Erasure>> {
  const before = readCursor(query.cursor);
  const rows = await listErasureRows(deps.database.pool, accountId, { before, limit: query.limit + 1 });
  const page = pageOf(rows, query.limit, ({ id }) => id);
  return { ...page, items: page.items.map(toErasure) };
}

/** @throws AppError erasure_not_found */
export async function getErasure(
  deps: Pick<ErasureDeps, "database">,
  accountId: string,
  reference: string,
): Promise<Erasure> {
  const id = fromWire("erasure", reference);
  const row = id === null ? null : await readErasure(deps.database.pool, accountId, id);
  if (row === null) {
    throw new AppError("erasure_not_found", { message: `This account has no erasure ${reference}.` });
  }
  return toErasure(row);
}

const toErasure = (row: ErasureRow): Erasure => ({
  id: toWire("erasure", row.id),
  account: toWire("account", row.accountId),
  page: row.page,
  person: row.status === "done" ? row.person : endOf(row.person),
  status: row.status,
  events: row.events,
  runs: row.runs,
  files: row.files,
  requestedBy: row.requestedBy,
  createdAt: row.createdAt.toISOString(),
  finishedAt: row.finishedAt?.toISOString() ?? null,
});
