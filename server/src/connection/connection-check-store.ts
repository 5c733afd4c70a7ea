import { createHash } from "node:crypto";
import type { TokenFacts } from "@velodrome/kit";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../db/schema.ts";
import type { ConnectionRecord } from "./connection-store.ts";

export interface CheckedFailure {
  code: string;
  message: string;
}

/** What the application said of a connection's Page and token; each part null before it was first asked. */
export interface ConnectionCheck {
  /** Fields subscribed for our application; null: not subscribed at all. */
  subscription: { fields: readonly string[] | null; at: Date } | null;
  subscriptionFailure: CheckedFailure | null;
  token: { facts: TokenFacts; at: Date } | null;
  tokenFailure: CheckedFailure | null;
}

/** What came of asking for a Page's fields. */
export type SeenSubscription = { fields: readonly string[] | null } | { failure: CheckedFailure };

type Kept = Pick<ConnectionRecord, "accountId" | "id" | "credentials">;

/** Facts are of one Page and token; of what stands there now nothing is known. */
const nothing: ConnectionCheck = { subscription: null, subscriptionFailure: null, token: null, tokenFailure: null };

const digestOf = ({ credentials }: Kept): Buffer =>
  createHash("sha256")
    .update(credentials ?? "")
    .digest();

export async function readConnectionCheck(db: Kysely<Schema>, connection: Kept): Promise<ConnectionCheck> {
  const row = await db
    .selectFrom("connection_check")
    .selectAll()
    .where("connection_id", "=", connection.id)
    .where("credentials_digest", "=", digestOf(connection))
    .executeTakeFirst();
  if (row === undefined) return nothing;
  return {
    subscription: row.fields_at && { fields: row.fields, at: row.fields_at },
    subscriptionFailure: row.fields_failure as CheckedFailure | null,
    token: row.token_at && { facts: row.token as TokenFacts, at: row.token_at },
    tokenFailure: row.token_failure as CheckedFailure | null,
  };
}

/** The application was asked what it sends of this Page. A failure leaves what was known. */
export async function keepSubscription(
  db: Kysely<Schema>,
  connection: Kept,
  seen: SeenSubscription,
  at: Date,
): Promise<void> {
  const values =
    "failure" in seen
      ? { fields_failure: JSON.stringify(seen.failure) }
      : { fields: seen.fields && [...seen.fields], fields_at: at, fields_failure: null };
  await upsert(db, connection, values);
}

export async function keepTokenFacts(
  db: Kysely<Schema>,
  connection: Kept,
  seen: { facts: TokenFacts } | { failure: CheckedFailure },
  at: Date,
): Promise<void> {
  const values =
    "failure" in seen
      ? { token_failure: JSON.stringify(seen.failure) }
      : { token: JSON.stringify(seen.facts), token_at: at, token_failure: null };
  await upsert(db, connection, values);
}

/** With other credentials than before, everything known is forgotten. A connection that is gone meanwhile is left out. */
async function upsert(db: Kysely<Schema>, connection: Kept, values: Record<string, unknown>): Promise<void> {
  const { accountId, id } = connection;
  const digest = digestOf(connection);
  await db.transaction().execute(async (transaction) => {
    const living = await transaction
      .selectFrom("connection")
      .select("id")
      .where("account_id", "=", accountId)
      .where("id", "=", id)
      .forKeyShare()
      .executeTakeFirst();
    if (living === undefined) return;
    await transaction
      .deleteFrom("connection_check")
      .where("connection_id", "=", id)
      .where("credentials_digest", "<>", digest)
      .execute();
    await transaction
      .insertInto("connection_check")
      .values({ connection_id: id, account_id: accountId, credentials_digest: digest, ...values })
      .onConflict((conflict) => conflict.column("connection_id").doUpdateSet(values))
      .execute();
  });
}

/** Fields it was subscribed to just now, unless it has other credentials by now. */
export async function keepSubscribedFields(
  db: Kysely<Schema>,
  connection: Kept,
  fields: readonly string[],
): Promise<void> {
  await db
    .updateTable("connection")
    .set({ subscribed_fields: [...fields], reason: null, updated_at: sql`now()` })
    .where("account_id", "=", connection.accountId)
    .where("id", "=", connection.id)
    .where("status", "=", "authenticated")
    .where("credentials", "=", connection.credentials)
    .execute();
}

/** Authenticated connections of a Setup, in a fixed order. */
export async function listAuthenticatedConnections(db: Kysely<Schema>, setupId: string): Promise<string[]> {
  const rows = await db
    .selectFrom("connection")
    .select("id")
    .where("setup_id", "=", setupId)
    .where("external_id", "is not", null)
    .where("status", "=", "authenticated")
    .orderBy("id")
    .execute();
  return rows.map(({ id }) => id);
}

/** Of those, the ones whose Page or token nobody has asked about for a while; those never asked about come first. */
export async function listConnectionsToLookAt(
  db: Kysely<Schema>,
  setupId: string,
  limit: number,
): Promise<{ id: string; fields: boolean; token: boolean }[]> {
  const { rows } = await sql<{ id: string; fields: boolean; token: boolean }>`
    SELECT * FROM (
      SELECT c.id, k.fields_at, coalesce(k.fields_at < now() - interval '55 minutes', true) AS fields,
             coalesce(k.token_at < now() - interval '23 hours', true) AS token
      FROM connection c LEFT JOIN connection_check k
        ON k.connection_id = c.id AND k.credentials_digest = sha256(c.credentials)
      WHERE c.setup_id = ${setupId} AND c.external_id IS NOT NULL AND c.status = 'authenticated') due
    WHERE fields OR token ORDER BY fields_at NULLS FIRST, id LIMIT ${limit}`.execute(db);
  return rows.map(({ id, fields, token }) => ({ id, fields, token }));
}

export interface PageState {
  connectionId: string;
  accountId: string;
  externalId: string;
  name: string | null;
  /** Null: not subscribed at all; undefined: not asked yet. */
  fields: readonly string[] | null | undefined;
}

/** What was last seen of every authenticated Page of a Setup. */
export async function listPageStates(db: Kysely<Schema>, setupId: string): Promise<PageState[]> {
  const rows = await db
    .selectFrom("connection as c")
    .leftJoin("connection_check as k", (join) =>
      join.onRef("k.connection_id", "=", "c.id").on("k.credentials_digest", "=", sql<Buffer>`sha256(c.credentials)`),
    )
    .select(["c.id", "c.account_id", "c.external_id", "c.external_name", "k.fields", "k.fields_at"])
    .where("c.setup_id", "=", setupId)
    .where("c.external_id", "is not", null)
    .where("c.status", "=", "authenticated")
    .orderBy("c.id")
    .execute();
  return rows.map((row) => ({
    connectionId: row.id,
    accountId: row.account_id,
    externalId: row.external_id ?? "",
    name: row.external_name,
    fields: row.fields_at === null ? undefined : row.fields,
  }));
}
