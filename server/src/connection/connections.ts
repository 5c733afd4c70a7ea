import type { Connection, ConnectionPatch, ListQuery } from "@velodrome/contract";
import type { ConnectorMap } from "@velodrome/kit";
import { AppError } from "../base/app-error.ts";
import type { Clock } from "../base/clock.ts";
import { fromWire, toWire } from "../base/id.ts";
import { type ListPage, pageOf, readCursor } from "../base/list-page.ts";
import type { AccountScope, Database } from "../db/database.ts";
import type { Topic } from "../db/signal.ts";
import { outlastCollisions } from "./collision.ts";
import { type AnswerDeps, toConnection } from "./connection-answer.ts";
import { readProperties } from "./connection-properties.ts";
import { openConnectionVerifyToken, openCredentials, sealConnectionSecrets } from "./connection-secrets.ts";
import { nextStanding } from "./connection-status.ts";
import { topicsOf } from "./connection-topics.ts";
import {
  type ConnectionRecord,
  listConnectionRows,
  listConnectionsSince,
  lockConnection,
  readConnection,
  type StoredConnection,
  updateConnection,
} from "./connection-store.ts";
import type { Sealer } from "../base/seal.ts";
import { findConnector } from "./setups.ts";
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
  clock: Clock;
  hooks: ConnectionHooks;
  /** Rows of these were changed: whoever listens looks again. */
  touch(topics: readonly Topic[]): void;
}

export async function listConnections(
  deps: Pick<ConnectionDeps, "database"> & AnswerDeps,
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

/** Changed since a moment, newest first. */
export async function listChangedConnections(
  deps: Pick<ConnectionDeps, "database"> & AnswerDeps,
  accountId: string,
  since: Date,
  limit: number,
): Promise<Connection[]> {
  const rows = await deps.database.withAccount(accountId, (scope) =>
    listConnectionsSince(scope, accountId, since, limit),
  );
  return rows.map((connection) => toConnection(deps, connection));
}

export async function getConnection(
  deps: Pick<ConnectionDeps, "database"> & AnswerDeps,
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

/** One transaction in which the connection is locked. @throws AppError when the account has no such connection. */
export async function changeConnection<T>(
  deps: Pick<ConnectionDeps, "database" | "touch">,
  accountId: string,
  id: string,
  change: (scope: AccountScope, current: ConnectionRecord) => Promise<T>,
): Promise<T> {
  return changeConnectionRow(deps, { accountId, id: connectionUuid(id) }, change);
}

/** The same by the id of its row. */
export async function changeConnectionRow<T>(
  deps: Pick<ConnectionDeps, "database" | "touch">,
  { accountId, id }: { accountId: string; id: string },
  change: (scope: AccountScope, current: ConnectionRecord) => Promise<T>,
): Promise<T> {
  const transaction = async (scope: AccountScope): Promise<[T, ConnectionRecord]> => {
    const current = await lockConnection(scope, accountId, id);
    if (current === null) throw connectionNotFound(toWire("connection", id));
    return [await change(scope, current), current];
  };
  const [changed, before] = await outlastCollisions(() => deps.database.withAccount(accountId, transaction));
  deps.touch(topicsOf(before));
  return changed;
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

function patched(deps: ConnectionDeps, current: ConnectionRecord, patch: ConnectionPatch): StoredConnection {
  const connector = findConnector(deps.connectors, current.connector);
  const credentials = openCredentials(deps.sealer, current);
  const { verifyToken: wantedToken, ...properties } = patch.properties ?? {};
  const verifyToken = wantedToken === undefined ? openConnectionVerifyToken(deps.sealer, current) : wantedToken;
  const enable = credentials === null ? "enable-empty" : "enable";
  const move = patch.disabled === true ? "disable" : enable;
  const isNamed = Object.keys(properties).length > 0;
  return {
    ...current,
    ...withVerifyToken(deps, current.id, { credentials, verifyToken }),
    name: patch.name ?? current.name,
    properties: isNamed ? readProperties(connector, { ...current.properties, ...properties }) : current.properties,
    ...(patch.disabled === undefined ? {} : nextStanding(current, move)),
  };
}
