import type { Account, AccountCreate, AccountPatch, AccountQuery, Caller } from "@velodrome/contract";
import { DatabaseError } from "pg";
import { AppError } from "../base/app-error.ts";
import type { Clock } from "../base/clock.ts";
import { pageOf, readCursor } from "../base/list-page.ts";
import { fromWire, newId, toWire } from "../base/id.ts";
import type { Database } from "../db/database.ts";
import { actorOf, recordAudit } from "./audit.ts";
import {
  type AccountRow,
  hideAccountRow,
  insertAccountRow,
  listAccountRows,
  readAccountRow,
  updateAccountRow,
} from "./account-store.ts";

export interface AccountDeps {
  database: Database;
  clock: Clock;
  /** Ends what runs in an account that is about to be hidden: the rooms above know how. Takes the row's id. */
  stopAccount(accountId: string): Promise<void>;
}

/** How many are read at once where all are gone through. */
const accountsAtOnce = 200;

/**
 * The account that a caller means by its id or its external id.
 * @throws AppError account_not_found
 */
export async function findAccount(database: Database, reference: string): Promise<AccountRow> {
  const id = fromWire("account", reference);
  const row = await readAccountRow(database, id === null ? { externalId: reference } : { id });
  return row ?? missing(reference);
}

/** An account as the outside sees it. */
export const toAccountAnswer = (row: AccountRow): Account => ({
  id: toWire("account", row.id),
  externalId: row.externalId,
  name: row.name,
  timezone: row.timezone,
  contactEmail: row.contactEmail,
  retention: row.retention,
  concurrency: row.concurrency,
  createdAt: row.createdAt.toISOString(),
});

export async function listAccounts(deps: Pick<AccountDeps, "database">, query: AccountQuery) {
  const { cursor, limit, q } = query;
  const ids = query.ids?.map((id) => fromWire("account", id)).filter((id) => id !== null);
  const rows = await listAccountRows(deps.database, { before: readCursor(cursor), limit: limit + 1, q, ids });
  const { items, nextCursor } = pageOf(rows, limit, (row) => row.id);
  return { items: items.map(toAccountAnswer), nextCursor };
}

/** Rows' ids of all accounts, a page at a time. */
export async function* everyAccountId(database: Database): AsyncGenerator<string> {
  let before: string | null = null;
  do {
    const rows: AccountRow[] = await listAccountRows(database, { before, limit: accountsAtOnce });
    yield* rows.map(({ id }) => id);
    before = rows.length === accountsAtOnce ? (rows.at(-1)?.id ?? null) : null;
  } while (before !== null);
}

/** @throws AppError external_id_taken */
export async function createAccount(deps: Pick<AccountDeps, "database">, create: AccountCreate): Promise<Account> {
  const externalId = create.externalId ?? null;
  const row = await insertAccountRow(deps.database, {
    id: newId(),
    externalId,
    name: create.name,
    timezone: create.timezone,
    contactEmail: create.contactEmail ?? null,
    retention: create.retention ?? {},
    concurrency: create.concurrency ?? null,
  });
  return row === null ? taken(externalId ?? "") : toAccountAnswer(row);
}

/** @throws AppError account_not_found, external_id_taken */
export async function changeAccount(
  deps: Pick<AccountDeps, "database">,
  reference: string,
  patch: AccountPatch,
): Promise<Account> {
  const account = await findAccount(deps.database, reference);
  if (Object.keys(patch).length === 0) {
    return toAccountAnswer(account);
  }
  try {
    const row = await updateAccountRow(deps.database, account.id, patch);
    return row === null ? missing(reference) : toAccountAnswer(row);
  } catch (error) {
    if (error instanceof DatabaseError && error.code === "23505") {
      taken(patch.externalId ?? "", error);
    }
    throw error;
  }
}

/** Hidden at once, erased later. @throws AppError account_not_found */
export async function deleteAccount(deps: AccountDeps, caller: Caller, reference: string): Promise<void> {
  const account = await findAccount(deps.database, reference);
  await deps.stopAccount(account.id);
  if (!(await hideAccountRow(deps.database, account.id, new Date(deps.clock.now())))) {
    missing(reference);
  }
  const { name, externalId } = account;
  const said = { act: "account.deleted", accountId: account.id, details: { name, externalId } } as const;
  await recordAudit(deps, { actor: actorOf(caller), ...said });
}

function missing(reference: string): never {
  throw new AppError("account_not_found", {
    message: `There is no account with the id or external id ${reference}.`,
    details: { account: reference },
  });
}

function taken(externalId: string, cause?: unknown): never {
  throw new AppError(
    "external_id_taken",
    { message: `Another account has the external id ${externalId}: choose another one.`, details: { externalId } },
    { cause },
  );
}
