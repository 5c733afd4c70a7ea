import type { ConnectionStatus, SignInState } from "@velodrome/contract";
import { type Insertable, type Kysely, type Selectable, sql } from "kysely";
import type { AccountScope } from "../db/database.ts";
import type { ConnectionTable, Schema } from "../db/schema.ts";
import type { Standing } from "./connection-status.ts";
import { clearLostNotices } from "./lost-connection-store.ts";

/** The last way through the connect page, with the moment it is over by itself. */
export type NotedSignIn = SignInState & { expiresAt: string };

/** A connection as it is kept; its secrets are sealed. */
export interface StoredConnection {
  accountId: string;
  id: string;
  connector: string;
  setupId: string | null;
  name: string;
  status: ConnectionStatus;
  /** Of one that is switched off: its token was refused before or since. */
  rejected: boolean;
  externalId: string | null;
  externalName: string | null;
  keyId: string | null;
  credentials: Buffer | null;
  verifyToken: Buffer | null;
  verifyHmac: Buffer | null;
  /** Which of the connector's kinds of authentication; null before the first. */
  auth: string | null;
  /** Of the connector's shape, without secrets. */
  properties: Readonly<Record<string, unknown>>;
  /** Why it has its status, where that needs saying. */
  reason: { code: string; message: string } | null;
  /** Who signed in, as the application knows them. */
  personId: string | null;
  personName: string | null;
  /** Subscribed at the application; null before the first time. */
  subscribedFields: readonly string[] | null;
  signIn: NotedSignIn | null;
}

export interface ConnectionRecord extends StoredConnection {
  /** Whether its Setup has another Graph address than Facebook's. */
  sandbox: boolean;
  /** Of its Setup: where its dialog is when it is not Facebook's. */
  dialogUrl: string | null;
  createdAt: Date;
  updatedAt: Date;
}

/** An account can connect a Page of one Setup once. */
export const pageIndex = "connection_page";

const ofSetup = [
  sql<boolean>`EXISTS (SELECT FROM setup s WHERE s.id = connection.setup_id AND s.graph_url IS NOT NULL)`.as("sandbox"),
  sql<string | null>`(SELECT s.dialog_url FROM setup s WHERE s.id = connection.setup_id)`.as("dialog_url"),
] as const;

const toRecord = (
  row: Selectable<ConnectionTable> & { sandbox: boolean; dialog_url: string | null },
): ConnectionRecord => ({
  accountId: row.account_id,
  id: row.id,
  connector: row.connector,
  setupId: row.setup_id,
  name: row.name,
  status: row.status,
  rejected: row.rejected,
  externalId: row.external_id,
  externalName: row.external_name,
  keyId: row.key_id,
  credentials: row.credentials,
  verifyToken: row.verify_token,
  verifyHmac: row.verify_hmac,
  auth: row.auth,
  properties: row.properties as ConnectionRecord["properties"],
  reason: row.reason as ConnectionRecord["reason"],
  personId: row.person_id,
  personName: row.person_name,
  subscribedFields: row.subscribed_fields,
  signIn: row.sign_in as NotedSignIn | null,
  sandbox: row.sandbox,
  dialogUrl: row.dialog_url,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

const toColumns = (
  connection: StoredConnection,
): Omit<Insertable<ConnectionTable>, "account_id" | "id" | "connector"> => ({
  setup_id: connection.setupId,
  name: connection.name,
  status: connection.status,
  rejected: connection.rejected,
  external_id: connection.externalId,
  external_name: connection.externalName,
  key_id: connection.keyId,
  credentials: connection.credentials,
  verify_token: connection.verifyToken,
  verify_hmac: connection.verifyHmac,
  auth: connection.auth,
  properties: JSON.stringify(connection.properties),
  reason: connection.reason && JSON.stringify(connection.reason),
  person_id: connection.personId,
  person_name: connection.personName,
  subscribed_fields: connection.subscribedFields && [...connection.subscribedFields],
  sign_in: connection.signIn && JSON.stringify(connection.signIn),
});

export async function insertConnection(scope: AccountScope, connection: StoredConnection): Promise<ConnectionRecord> {
  const { accountId, id, connector } = connection;
  return toRecord(
    await scope
      .insertInto("connection")
      .values({ account_id: accountId, id, connector, ...toColumns(connection) })
      .returningAll()
      .returning(ofSetup)
      .executeTakeFirstOrThrow(),
  );
}

/** Of a connection locked in this transaction. */
export async function updateConnection(scope: AccountScope, connection: StoredConnection): Promise<ConnectionRecord> {
  if (connection.status === "authenticated") await clearLostNotices(scope, connection.id);
  return toRecord(
    await scope
      .updateTable("connection")
      .set({ ...toColumns(connection), updated_at: sql`now()` })
      .where("account_id", "=", connection.accountId)
      .where("id", "=", connection.id)
      .returningAll()
      .returning(ofSetup)
      .executeTakeFirstOrThrow(),
  );
}

export async function deleteConnectionRow(scope: AccountScope, accountId: string, id: string): Promise<void> {
  await scope.deleteFrom("connection").where("account_id", "=", accountId).where("id", "=", id).execute();
}

export async function readConnection(
  scope: AccountScope,
  accountId: string,
  id: string,
): Promise<ConnectionRecord | null> {
  const row = await ofAccount(scope, accountId).where("id", "=", id).executeTakeFirst();
  return row ? toRecord(row) : null;
}

/** Until the end of the transaction nobody else changes it, and nobody starts a cycle that uses it. */
export async function lockConnection(
  scope: AccountScope,
  accountId: string,
  id: string,
): Promise<ConnectionRecord | null> {
  const row = await ofAccount(scope, accountId).where("id", "=", id).forUpdate().executeTakeFirst();
  return row ? toRecord(row) : null;
}

/** Newest first. */
export async function listConnectionRows(
  scope: AccountScope,
  accountId: string,
  page: { limit: number; before: string | null },
): Promise<ConnectionRecord[]> {
  let query = ofAccount(scope, accountId);
  if (page.before !== null) query = query.where("id", "<", page.before);
  return (await query.orderBy("id", "desc").limit(page.limit).execute()).map(toRecord);
}

/** All of an account, in the order in which locks are taken. */
export async function readAccountConnections(scope: AccountScope, accountId: string): Promise<ConnectionRecord[]> {
  return (await ofAccount(scope, accountId).orderBy("id").execute()).map(toRecord);
}

/** The same, and until the end of the transaction none of them changes. */
export async function holdAccountConnections(scope: AccountScope, accountId: string): Promise<ConnectionRecord[]> {
  return (await ofAccount(scope, accountId).orderBy("id").forShare().execute()).map(toRecord);
}

/** For the worker, which serves every account. */
export async function readConnectionOfAnyAccount(db: Kysely<Schema>, id: string): Promise<ConnectionRecord | null> {
  const row = await db.selectFrom("connection").selectAll().select(ofSetup).where("id", "=", id).executeTakeFirst();
  return row ? toRecord(row) : null;
}

/** What is subscribed of its Page; nothing happens when it has another Page by now. */
export async function noteSubscription(
  scope: AccountScope,
  place: { accountId: string; id: string; externalId: string },
  fields: readonly string[] | null,
  reason: ConnectionRecord["reason"],
): Promise<void> {
  await scope
    .updateTable("connection")
    .set({
      subscribed_fields: fields && [...fields],
      reason: reason && JSON.stringify(reason),
      updated_at: sql`now()`,
    })
    .where("account_id", "=", place.accountId)
    .where("id", "=", place.id)
    .where("external_id", "=", place.externalId)
    .where("status", "in", ["authenticated", "disabled"])
    // What is said of a token that was refused stays.
    .where("rejected", "=", false)
    .execute();
}

/** How far the person's way through the connect page has come. */
export async function noteSignIn(
  scope: AccountScope,
  accountId: string,
  id: string,
  signIn: NotedSignIn,
): Promise<void> {
  await scope
    .updateTable("connection")
    .set({ sign_in: JSON.stringify(signIn), updated_at: sql`now()` })
    .where("account_id", "=", accountId)
    .where("id", "=", id)
    .execute();
}

/** Changed lately, newest first, for the live stream. */
export async function listConnectionsSince(
  scope: AccountScope,
  accountId: string,
  since: Date,
  limit: number,
): Promise<ConnectionRecord[]> {
  const rows = await ofAccount(scope, accountId)
    .where("updated_at", ">=", since)
    .orderBy("updated_at", "desc")
    .limit(limit)
    .execute();
  return rows.map(toRecord);
}

/** Of whatever account: connections by one Setup that one person made. In the order in which locks are taken. */
export async function listConnectionsOfPerson(
  db: Kysely<Schema>,
  setupId: string,
  personId: string,
): Promise<{ accountId: string; id: string }[]> {
  const rows = await db
    .selectFrom("connection")
    .select(["account_id", "id"])
    .where("setup_id", "=", setupId)
    .where("person_id", "=", personId)
    .orderBy("account_id")
    .orderBy("id")
    .execute();
  return rows.map((row) => ({ accountId: row.account_id, id: row.id }));
}

/** Answers whether that was what was said of it. */
export async function clearReason(db: Kysely<Schema>, id: string, code: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("connection")
    .set({ reason: null, updated_at: sql`now()` })
    .where("id", "=", id)
    .where(sql<boolean>`reason->>'code' = ${code}`)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Nothing happens unless it still has the status and the credentials that `known` was read with. */
export async function changeStatusIfUnchanged(
  db: Kysely<Schema>,
  known: ConnectionRecord,
  { status, rejected }: Standing,
  reason: ConnectionRecord["reason"],
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("connection")
    .set({ status, rejected, reason: reason && JSON.stringify(reason), updated_at: sql`now()` })
    .where("account_id", "=", known.accountId)
    .where("id", "=", known.id)
    .where("status", "=", known.status)
    .where("credentials", "is not distinct from", known.credentials)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

const ofAccount = (scope: AccountScope, accountId: string) =>
  scope.selectFrom("connection").selectAll().select(ofSetup).where("account_id", "=", accountId);

/** The account is about to be hidden: its connections stand for no Page and no Setup any more. */
export async function giveUpPages(scope: AccountScope, accountId: string): Promise<void> {
  await scope
    .updateTable("connection")
    .set({
      status: "disabled",
      setup_id: null,
      external_id: null,
      credentials: null,
      verify_token: null,
      verify_hmac: null,
      person_id: null,
      person_name: null,
      sign_in: null,
    })
    .where("account_id", "=", accountId)
    .execute();
}
