import type { Connection, ConnectionCreate, ConnectionPatch, ListQuery } from "@velodrome/contract";
import type { ConnectorMap } from "@velodrome/kit";
import { AppError } from "../base/app-error.ts";
import { fromWire, newId, toWire } from "../base/id.ts";
import { type ListPage, pageOf, readCursor } from "../base/list-page.ts";
import type { AccountScope, Database } from "../db/database.ts";
import { outlastCollisions } from "./collision.ts";
import { openConnectionVerifyToken, openCredentials, sealConnectionSecrets } from "./connection-secrets.ts";
import { nextStatus } from "./connection-status.ts";
import {
  type ConnectionRecord,
  deleteConnectionRow,
  insertConnection,
  listConnectionRows,
  lockConnection,
  readConnection,
  type StoredConnection,
  updateConnection,
} from "./connection-store.ts";
import type { Sealer } from "../base/seal.ts";
import { readDefaultSetup } from "./setup-store.ts";
import { findConnector, findSetup } from "./setups.ts";
import { verifyHmac } from "./verify-hmac.ts";

/** What cycles have to do when a connection changes, in the same transaction. They know connections, not the other way round. */
export interface ConnectionHooks {
  /** Its Page or whether it is on has changed: running cycles that use it listen anew. */
  changed(scope: AccountScope, place: { accountId: string; connectionId: string }): Promise<void>;
  /** It can do nothing any more: running cycles that use it stop. */
  lost(scope: AccountScope, place: { accountId: string; connectionId: string }): Promise<void>;
}

export interface ConnectionDeps {
  database: Database;
  sealer: Sealer;
  verifyKey: Buffer;
  connectors: ConnectorMap;
  hooks: ConnectionHooks;
}

export async function listConnections(
  deps: Pick<ConnectionDeps, "database" | "connectors">,
  accountId: string,
  query: ListQuery,
): Promise<ListPage<Connection>> {
  const before = readCursor(query.cursor);
  const rows = await deps.database.withAccount(accountId, (scope) =>
    listConnectionRows(scope, accountId, { limit: query.limit + 1, before }),
  );
  const page = pageOf(rows, query.limit, ({ id }) => id);
  return { ...page, items: page.items.map((connection) => toConnection(deps, connection)) };
}

export async function createConnection(
  deps: ConnectionDeps,
  accountId: string,
  wanted: ConnectionCreate,
): Promise<Connection> {
  const setupId = await setupFor(deps, wanted);
  const id = newId();
  const connection = await deps.database.withAccount(accountId, (scope) =>
    insertConnection(scope, {
      accountId,
      id,
      connector: wanted.connector,
      setupId,
      name: wanted.name,
      status: "new",
      externalId: null,
      externalName: null,
      auth: null,
      properties: {},
      reason: null,
      personId: null,
      personName: null,
      subscribedFields: null,
      signIn: null,
      ...withVerifyToken(deps, id, { credentials: null, verifyToken: wanted.properties?.verifyToken ?? null }),
    }),
  );
  return toConnection(deps, connection);
}

export async function getConnection(
  deps: Pick<ConnectionDeps, "database" | "connectors">,
  accountId: string,
  id: string,
): Promise<Connection> {
  const uuid = connectionUuid(id);
  const connection = await deps.database.withAccount(accountId, (scope) => readConnection(scope, accountId, uuid));
  if (connection === null) throw connectionNotFound(id);
  return toConnection(deps, connection);
}

export async function patchConnection(
  deps: ConnectionDeps,
  accountId: string,
  id: string,
  patch: ConnectionPatch,
): Promise<Connection> {
  return changeConnection(deps, accountId, id, async (scope, current) => {
    const connection = await updateConnection(scope, patched(deps, current, patch));
    if (connection.status !== current.status) {
      await deps.hooks.changed(scope, { accountId, connectionId: connection.id });
    }
    return toConnection(deps, connection);
  });
}

/** Running cycles that use it are stopped. */
export async function deleteConnection(deps: ConnectionDeps, accountId: string, id: string): Promise<void> {
  await changeConnection(deps, accountId, id, async (scope, current) => {
    await deleteConnectionRow(scope, accountId, current.id);
    await deps.hooks.lost(scope, { accountId, connectionId: current.id });
  });
}

/** One transaction in which the connection is locked. @throws AppError when the account has no such connection. */
export async function changeConnection<T>(
  deps: Pick<ConnectionDeps, "database">,
  accountId: string,
  id: string,
  change: (scope: AccountScope, current: ConnectionRecord) => Promise<T>,
): Promise<T> {
  const uuid = connectionUuid(id);
  const transaction = async (scope: AccountScope): Promise<T> => {
    const current = await lockConnection(scope, accountId, uuid);
    if (current === null) throw connectionNotFound(id);
    return change(scope, current);
  };
  return outlastCollisions(() => deps.database.withAccount(accountId, transaction));
}

export function connectionUuid(id: string): string {
  const uuid = fromWire("connection", id);
  if (uuid === null) throw connectionNotFound(id);
  return uuid;
}

export const connectionNotFound = (id: string) =>
  new AppError("connection_not_found", {
    message: `This account has no connection ${id}. Its list of connections has their ids.`,
  });

/** Sealed anew, because the row has one key for all of its secrets. */
export function withVerifyToken(
  deps: Pick<ConnectionDeps, "sealer" | "verifyKey">,
  id: string,
  secrets: Parameters<typeof sealConnectionSecrets>[2],
) {
  const { verifyToken } = secrets;
  return {
    ...sealConnectionSecrets(deps.sealer, id, secrets),
    verifyHmac: verifyToken === null ? null : verifyHmac(deps.verifyKey, verifyToken),
  };
}

/** Secrets stay behind: only whether a Verify Token is set is told. */
export const toConnection = (deps: Pick<ConnectionDeps, "connectors">, connection: ConnectionRecord): Connection => ({
  id: toWire("connection", connection.id),
  account: toWire("account", connection.accountId),
  connector: connection.connector,
  setup: connection.setupId === null ? null : toWire("setup", connection.setupId),
  name: connection.name,
  status: connection.status,
  page: connection.externalId === null ? null : { id: connection.externalId, name: connection.externalName },
  hasVerifyToken: connection.verifyToken !== null,
  auth: connection.auth,
  properties: connection.properties,
  reason: connection.reason,
  signedInBy: connection.personName ?? connection.personId,
  signIn: connection.signIn,
  contactUrl:
    connection.externalId === null
      ? null
      : (deps.connectors.get(connection.connector)?.target?.contactUrl(connection.externalId) ?? null),
  sandbox: connection.sandbox,
  createdAt: connection.createdAt.toISOString(),
  updatedAt: connection.updatedAt.toISOString(),
});

async function setupFor(deps: ConnectionDeps, wanted: ConnectionCreate): Promise<string> {
  if (wanted.setup !== undefined) return (await findSetup(deps, wanted.connector, wanted.setup)).id;
  const { title } = findConnector(deps.connectors, wanted.connector);
  const oldest = await readDefaultSetup(deps.database.engine, wanted.connector);
  if (oldest === null) {
    throw new AppError("setup_required", {
      message: `${title} has no Setup yet, so nothing can be connected with it. Make a Setup first.`,
    });
  }
  return oldest.id;
}

function patched(deps: ConnectionDeps, current: ConnectionRecord, patch: ConnectionPatch): StoredConnection {
  const credentials = openCredentials(deps.sealer, current);
  const wantedToken = patch.properties?.verifyToken;
  const verifyToken = wantedToken === undefined ? openConnectionVerifyToken(deps.sealer, current) : wantedToken;
  const enable = credentials === null ? "enable-empty" : "enable";
  const move = patch.disabled === true ? "disable" : enable;
  return {
    ...current,
    ...withVerifyToken(deps, current.id, { credentials, verifyToken }),
    name: patch.name ?? current.name,
    status: patch.disabled === undefined ? current.status : nextStatus(current.status, move),
  };
}
