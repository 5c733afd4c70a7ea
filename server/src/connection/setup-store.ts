import type { LoginKind, PersonTick, SharedPageRule } from "@velodrome/contract";
import { type Insertable, type Kysely, type Selectable, sql } from "kysely";
import type { Schema, SetupTable } from "../db/schema.ts";

/** Why a Client ID and Secret were not found right: `field` is the one at fault, null when nobody could be asked. */
export interface CheckFailure {
  field: "clientId" | "clientSecret" | null;
  code: string;
  message: string;
}

/** What stands at the application, as last seen; `url` is empty when nothing does. */
export interface SeenRegistration {
  url: string;
  fields: readonly string[];
  active: boolean;
  seenAt: string;
}

/** How far the last subscribing anew of all Pages has come; moments as ISO texts. */
export interface ResubscriptionProgress {
  startedAt: string;
  updatedAt: string;
  finishedAt: string | null;
  total: number;
  done: number;
  /** Of those done. */
  failed: number;
}

/** A Setup as it is kept; its secrets are sealed. */
export interface StoredSetup {
  id: string;
  connector: string;
  name: string;
  key: string;
  /** Empty: asked for in each connection. */
  clientId: string;
  keyId: string;
  clientSecrets: Buffer;
  verifyToken: Buffer | null;
  verifyHmac: Buffer | null;
  configId: string | null;
  scopes: readonly string[];
  graphUrl: string | null;
  dialogUrl: string | null;
  graphVersion: string;
  loginKind: LoginKind;
  systemUser: boolean;
  sharedPages: SharedPageRule;
  /** What people see at sign-in; null until the application has told it. */
  appName: string | null;
  /** When Client ID and Secret were last found right. */
  checkedAt: Date | null;
  /** Why it was not, when it was tried last. */
  checkFailure: CheckFailure | null;
  /** When a person ticked which row of the checklist, as ISO text. */
  ticks: Partial<Record<PersonTick, string>>;
  live: boolean;
  /** Whether connections bring the application: Client ID or Client Secret was left empty. */
  ownApps: boolean;
  /** The Setup under which connections brought this application. */
  baseId: string | null;
}

export interface SetupRecord extends StoredSetup {
  isDefault: boolean;
  verifiedAt: Date | null;
  /** The connection whose Verify Token it was; null: the Setup's own. */
  verifiedBy: string | null;
  /** Null before the first look. */
  registration: SeenRegistration | null;
  lookedAt: Date | null;
  /** What kept the application from answering at the last look. */
  lookFailure: { code: string; message: string } | null;
  /** The last genuine request, a few seconds late at most. */
  genuineAt: Date | null;
  /** Since when Pages may have been given up because signatures failed; null: none are. */
  resubscribeSince: Date | null;
  /** When somebody first came back from its sign-in, under this Service Domain or a former one; null: nobody has. */
  signedInAt: Date | null;
  resubscription: ResubscriptionProgress | null;
  createdAt: Date;
}

export const toSetupRecord = (row: Selectable<SetupTable>): SetupRecord => ({
  id: row.id,
  connector: row.connector,
  name: row.name,
  key: row.key,
  clientId: row.client_id,
  keyId: row.key_id,
  clientSecrets: row.client_secrets,
  verifyToken: row.verify_token,
  verifyHmac: row.verify_hmac,
  configId: row.config_id,
  scopes: row.scopes,
  graphUrl: row.graph_url,
  dialogUrl: row.dialog_url,
  graphVersion: row.graph_version,
  loginKind: row.login_kind,
  systemUser: row.system_user_token,
  sharedPages: row.shared_pages,
  appName: row.app_name,
  checkedAt: row.checked_at,
  checkFailure: row.check_failure as SetupRecord["checkFailure"],
  ticks: row.ticks as SetupRecord["ticks"],
  live: row.live,
  ownApps: row.own_apps,
  baseId: row.base_id,
  isDefault: row.is_default,
  verifiedAt: row.verified_at,
  verifiedBy: row.verified_by,
  registration: row.registration as SetupRecord["registration"],
  lookedAt: row.looked_at,
  lookFailure: row.look_failure as SetupRecord["lookFailure"],
  genuineAt: row.genuine_at,
  resubscribeSince: row.resubscribe_since,
  signedInAt: row.signed_in_at,
  resubscription: row.resubscription as SetupRecord["resubscription"],
  createdAt: row.created_at,
});

/** Everything but the id, the connector and the key, which never change. */
const toColumns = (setup: StoredSetup): Omit<Insertable<SetupTable>, "id" | "connector" | "key"> => ({
  name: setup.name,
  client_id: setup.clientId,
  key_id: setup.keyId,
  client_secrets: setup.clientSecrets,
  verify_token: setup.verifyToken,
  verify_hmac: setup.verifyHmac,
  config_id: setup.configId,
  scopes: [...setup.scopes],
  graph_url: setup.graphUrl,
  dialog_url: setup.dialogUrl,
  graph_version: setup.graphVersion,
  login_kind: setup.loginKind,
  system_user_token: setup.systemUser,
  shared_pages: setup.sharedPages,
  app_name: setup.appName,
  checked_at: setup.checkedAt,
  check_failure: setup.checkFailure && JSON.stringify(setup.checkFailure),
  ticks: JSON.stringify(setup.ticks),
  live: setup.live,
  own_apps: setup.ownApps,
  base_id: setup.baseId,
});

export async function insertSetup(db: Kysely<Schema>, setup: StoredSetup): Promise<SetupRecord> {
  const row = { id: setup.id, connector: setup.connector, key: setup.key, ...toColumns(setup) };
  return toSetupRecord(await db.insertInto("setup").values(row).returningAll().executeTakeFirstOrThrow());
}

/**
 * Until the end of the transaction nobody else says which Setup of the connector is the default. Taken before any of its
 * rows is, so that two who want it wait for each other in one order.
 */
export async function lockDefaultSetup(db: Kysely<Schema>, connector: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`default-setup:${connector}`}, 0))`.execute(db);
}

/** Makes it the one that connections get when they name none. In a transaction that has locked the connector's default. */
export async function makeSetupDefault(db: Kysely<Schema>, connector: string, id: string): Promise<void> {
  await db
    .updateTable("setup")
    .set({ is_default: false })
    .where("connector", "=", connector)
    .where("is_default", "=", true)
    .where("id", "<>", id)
    .execute();
  await db.updateTable("setup").set({ is_default: true }).where("id", "=", id).execute();
}

/** How many connections each of these Setups has, those of applications brought under it included. */
export async function countConnections(db: Kysely<Schema>, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; count: string }>`
    SELECT o.id, count(*) AS count
    FROM unnest(${[...ids]}::uuid[]) o(id)
    JOIN setup s ON s.id = o.id OR s.base_id = o.id
    JOIN connection c ON c.setup_id = s.id
    GROUP BY o.id`.execute(db);
  return new Map(rows.map(({ id, count }) => [id, Number(count)]));
}

export async function updateSetup(db: Kysely<Schema>, setup: StoredSetup): Promise<SetupRecord> {
  return toSetupRecord(
    await db
      .updateTable("setup")
      .set(toColumns(setup))
      .where("id", "=", setup.id)
      .returningAll()
      .executeTakeFirstOrThrow(),
  );
}

export async function readSetup(db: Kysely<Schema>, id: string): Promise<SetupRecord | null> {
  const row = await db.selectFrom("setup").selectAll().where("id", "=", id).executeTakeFirst();
  return row ? toSetupRecord(row) : null;
}

/** Until the end of the transaction nobody else changes it. */
export async function lockSetup(db: Kysely<Schema>, connector: string, id: string): Promise<SetupRecord | null> {
  const row = await db
    .selectFrom("setup")
    .selectAll()
    .where("id", "=", id)
    .where("connector", "=", connector)
    .forUpdate()
    .executeTakeFirst();
  return row ? toSetupRecord(row) : null;
}

export async function readSetupByKey(db: Kysely<Schema>, connector: string, key: string): Promise<SetupRecord | null> {
  const row = await db
    .selectFrom("setup")
    .selectAll()
    .where("key", "=", key)
    .where("connector", "=", connector)
    .executeTakeFirst();
  return row ? toSetupRecord(row) : null;
}

/** Newest first: those of the partner's own, or the applications that were brought under one of them. */
export async function listSetupRows(
  db: Kysely<Schema>,
  connector: string,
  page: { limit: number; before: string | null; baseId: string | null },
): Promise<SetupRecord[]> {
  let query = db.selectFrom("setup").selectAll().where("connector", "=", connector);
  query = page.baseId === null ? query.where("base_id", "is", null) : query.where("base_id", "=", page.baseId);
  if (page.before !== null) query = query.where("id", "<", page.before);
  return (await query.orderBy("id", "desc").limit(page.limit).execute()).map(toSetupRecord);
}

/** The one a connection gets when it names none. */
export async function readDefaultSetup(db: Kysely<Schema>, connector: string): Promise<SetupRecord | null> {
  const row = await db
    .selectFrom("setup")
    .selectAll()
    .where("connector", "=", connector)
    .where("base_id", "is", null)
    // The default may just have been deleted.
    .orderBy("is_default", "desc")
    .orderBy("id")
    .limit(1)
    .executeTakeFirst();
  return row ? toSetupRecord(row) : null;
}

/** False when there is none. Fails by its foreign key while a connection refers to it, so that none can be made meanwhile. */
export async function deleteSetupRow(db: Kysely<Schema>, connector: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom("setup")
    .where("id", "=", id)
    .where("connector", "=", connector)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** It has become another application's: what was seen of the former says nothing. */
export async function forgetLook(db: Kysely<Schema>, id: string): Promise<void> {
  await db
    .updateTable("setup")
    .set({ registration: null, looked_at: null, look_failure: null, look_due_at: sql`now()` })
    .where("id", "=", id)
    .execute();
}
