import type { Insertable, Kysely, Selectable } from "kysely";
import type { Pool } from "pg";
import type { AccountScope } from "../db/database.ts";
import type { Schema, SignInTable } from "../db/schema.ts";

export type SignInKind = SignInTable["kind"];

/** What the pages of a sign-in say of how it went; nothing of it is secret. */
export interface SignInOutcome {
  error?: { code: string; message: string };
  /** Permissions that were asked for and not given, and what each is for. */
  missing?: readonly { permission: string; purpose: string | null }[];
  /** Pages of this account that were not granted again, by name. */
  lost?: readonly string[];
  /** Connections that came of it, by their rows' ids, and what is still wrong with each. */
  connected?: readonly { id: string; problem: string | null }[];
  /** Pages that were chosen and could not be connected. */
  failed?: readonly { page: string; message: string }[];
}

/** One link and what became of it. */
export interface SignInRecord {
  accountId: string;
  id: string;
  connectionId: string;
  kind: SignInKind;
  status: SignInTable["status"];
  expiresAt: Date;
  returnUrl: string | null;
  /** Where the installation was when it began, without a slash at its end. */
  origin: string;
  cookieHash: Buffer | null;
  stateHash: Buffer | null;
  stateExpiresAt: Date | null;
  stateUsedAt: Date | null;
  keyId: string | null;
  secrets: Buffer | null;
  outcome: SignInOutcome | null;
  createdAt: Date;
}

const toRecord = (row: Selectable<SignInTable>): SignInRecord => ({
  accountId: row.account_id,
  id: row.id,
  connectionId: row.connection_id,
  kind: row.kind,
  status: row.status,
  expiresAt: row.expires_at,
  returnUrl: row.return_url,
  origin: row.origin,
  cookieHash: row.cookie_hash,
  stateHash: row.state_hash,
  stateExpiresAt: row.state_expires_at,
  stateUsedAt: row.state_used_at,
  keyId: row.key_id,
  secrets: row.secrets,
  outcome: row.outcome as SignInOutcome | null,
  createdAt: row.created_at,
});

export type NewSignIn = Pick<
  SignInRecord,
  "accountId" | "id" | "connectionId" | "kind" | "expiresAt" | "returnUrl" | "origin" | "createdAt"
> & { tokenHash: Buffer };

export async function insertSignIn(scope: AccountScope, signIn: NewSignIn): Promise<void> {
  const row: Insertable<SignInTable> = {
    account_id: signIn.accountId,
    id: signIn.id,
    connection_id: signIn.connectionId,
    kind: signIn.kind,
    status: "waiting",
    token_hash: signIn.tokenHash,
    expires_at: signIn.expiresAt,
    return_url: signIn.returnUrl,
    origin: signIn.origin,
    cookie_hash: null,
    state_hash: null,
    key_id: null,
    secrets: null,
    created_at: signIn.createdAt,
  };
  await scope.insertInto("sign_in").values(row).execute();
}

/** Whoever comes has a link, a state or a cookie and names no account: those are random and found by their hash. */
export async function findSignIn(
  db: Kysely<Schema>,
  by: { tokenHash: Buffer } | { stateHash: Buffer } | { id: string },
): Promise<SignInRecord | null> {
  let query = db.selectFrom("sign_in").selectAll();
  if ("tokenHash" in by) query = query.where("token_hash", "=", by.tokenHash);
  else if ("stateHash" in by) query = query.where("state_hash", "=", by.stateHash);
  else query = query.where("id", "=", by.id);
  const row = await query.executeTakeFirst();
  return row ? toRecord(row) : null;
}

/** The newest of a connection that has a grant to choose from. */
export async function findChoosingSignIn(
  scope: AccountScope,
  accountId: string,
  connectionId: string,
  now: Date,
): Promise<SignInRecord | null> {
  const row = await scope
    .selectFrom("sign_in")
    .selectAll()
    .where("account_id", "=", accountId)
    .where("connection_id", "=", connectionId)
    .where("status", "=", "choosing")
    .where("expires_at", ">", now)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ? toRecord(row) : null;
}

export interface SignInStart {
  cookieHash: Buffer;
  stateHash: Buffer;
  stateExpiresAt: Date;
  expiresAt: Date;
  origin: string;
  keyId: string | null;
  secrets: Buffer | null;
}

/** Binds it to a browser and a new state; whatever it had before is forgotten. False when it is over by now. */
export async function startSignIn(scope: AccountScope, known: SignInRecord, start: SignInStart): Promise<boolean> {
  const { numUpdatedRows } = await scope
    .updateTable("sign_in")
    .set({
      status: "started",
      cookie_hash: start.cookieHash,
      state_hash: start.stateHash,
      state_expires_at: start.stateExpiresAt,
      state_used_at: null,
      expires_at: start.expiresAt,
      origin: start.origin,
      key_id: start.keyId,
      secrets: start.secrets,
      person_id: null,
      outcome: null,
    })
    .where("account_id", "=", known.accountId)
    .where("id", "=", known.id)
    .where("status", "<>", "connected")
    // Of two browsers that open the same link at once, the first has it.
    .where(({ eb, or }) =>
      or([eb("cookie_hash", "is not distinct from", known.cookieHash), eb("kind", "=", "setup-link")]),
    )
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** A state is good once: only the first who brings it back gets the row. */
export async function takeState(scope: AccountScope, known: SignInRecord, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await scope
    .updateTable("sign_in")
    .set({ state_used_at: at })
    .where("account_id", "=", known.accountId)
    .where("id", "=", known.id)
    .where("state_hash", "=", known.stateHash)
    .where("state_used_at", "is", null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export interface SignInProgress {
  status: SignInTable["status"];
  expiresAt: Date;
  keyId: string | null;
  secrets: Buffer | null;
  /** Whose grant the secrets hold; absent when they hold none. */
  personId?: string | null;
  outcome: SignInOutcome | null;
}

/** Only while its state is the one that was known: a sign-in begun anew meanwhile is not disturbed. */
export async function advanceSignIn(
  scope: AccountScope,
  known: SignInRecord,
  progress: SignInProgress,
): Promise<boolean> {
  const { numUpdatedRows } = await scope
    .updateTable("sign_in")
    .set({
      status: progress.status,
      expires_at: progress.expiresAt,
      key_id: progress.keyId,
      secrets: progress.secrets,
      person_id: progress.personId ?? null,
      outcome: progress.outcome && JSON.stringify(progress.outcome),
    })
    .where("account_id", "=", known.accountId)
    .where("id", "=", known.id)
    .where("status", "=", known.status)
    .where("state_hash", "is not distinct from", known.stateHash)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Answers how many went. */
export async function deleteSignInsBefore(pool: Pool, before: Date, limit: number): Promise<number> {
  const { rowCount } = await pool.query(
    `DELETE FROM sign_in WHERE id IN (SELECT id FROM sign_in WHERE expires_at < $1 ORDER BY expires_at LIMIT $2)`,
    [before, limit],
  );
  return rowCount ?? 0;
}

/** What was granted for a connection that gives its Page up is not to be chosen from any more. */
export async function forgetGrants(scope: AccountScope, accountId: string, connectionId: string): Promise<void> {
  await scope
    .updateTable("sign_in")
    .set({ status: "failed", key_id: null, secrets: null, person_id: null })
    .where("account_id", "=", accountId)
    .where("connection_id", "=", connectionId)
    .where("status", "=", "choosing")
    .execute();
}
