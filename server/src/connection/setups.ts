import { randomBytes } from "node:crypto";
import type { ListQuery, Setup, SetupCreate, SetupPatch } from "@velodrome/contract";
import type { Connector, ConnectorMap } from "@velodrome/kit";
import { AppError } from "../base/app-error.ts";
import { fromWire, newId, toWire } from "../base/id.ts";
import { type ListPage, pageOf, readCursor } from "../base/list-page.ts";
import type { Database } from "../db/database.ts";
import type { Sealer } from "./seal.ts";
import { openClientSecrets, openSetupVerifyToken, rotateClientSecret, sealSetupSecrets } from "./setup-secrets.ts";
import {
  deleteSetupRow,
  insertSetup,
  listSetupRows,
  lockSetup,
  readSetup,
  type SetupRecord,
  type StoredSetup,
  updateSetup,
} from "./setup-store.ts";
import { setupUrls } from "./setup-urls.ts";
import { verifyHmac } from "./verify-hmac.ts";

export interface SetupDeps {
  database: Database;
  sealer: Sealer;
  verifyKey: Buffer;
  connectors: ConnectorMap;
  /** The Service Domain as an address, without a slash at its end. */
  publicUrl(): Promise<string>;
}

const keyBytes = 24;

export async function listSetups(deps: SetupDeps, connector: string, query: ListQuery): Promise<ListPage<Setup>> {
  findConnector(deps.connectors, connector);
  const before = readCursor(query.cursor);
  const rows = await listSetupRows(deps.database.engine, connector, { limit: query.limit + 1, before });
  const page = pageOf(rows, query.limit, ({ id }) => id);
  const publicUrl = await deps.publicUrl();
  return { ...page, items: page.items.map((setup) => toSetup(setup, publicUrl)) };
}

export async function createSetup(deps: SetupDeps, connector: string, wanted: SetupCreate): Promise<Setup> {
  const { setup: defaults } = findConnector(deps.connectors, connector);
  const id = newId();
  const verifyToken = wanted.verifyToken ?? null;
  const setup = await insertSetup(deps.database.engine, {
    id,
    connector,
    key: randomBytes(keyBytes).toString("base64url"),
    name: wanted.name,
    clientId: wanted.clientId,
    ...sealSetupSecrets(deps.sealer, id, { clientSecrets: [wanted.clientSecret], verifyToken }),
    verifyHmac: hmacOf(deps, verifyToken),
    configId: wanted.configId ?? null,
    scopes: wanted.scopes ?? defaults.scopes,
    graphUrl: wanted.graphUrl ?? null,
    dialogUrl: wanted.dialogUrl ?? null,
    graphVersion: wanted.graphVersion ?? defaults.graphVersion,
    live: wanted.live ?? false,
  });
  return toSetup(setup, await deps.publicUrl());
}

export async function getSetup(deps: SetupDeps, connector: string, id: string): Promise<Setup> {
  return toSetup(await findSetup(deps, connector, id), await deps.publicUrl());
}

/** A new Client Secret stands beside the previous one, which stays live until the next change. */
export async function patchSetup(deps: SetupDeps, connector: string, id: string, patch: SetupPatch): Promise<Setup> {
  findConnector(deps.connectors, connector);
  const uuid = setupUuid(id);
  const setup = await deps.database.engine.transaction().execute(async (transaction) => {
    const current = await lockSetup(transaction, connector, uuid);
    if (current === null) throw setupNotFound(id);
    return updateSetup(transaction, patched(deps, current, patch));
  });
  return toSetup(setup, await deps.publicUrl());
}

export async function deleteSetup(deps: SetupDeps, connector: string, id: string): Promise<void> {
  findConnector(deps.connectors, connector);
  const outcome = await deleteSetupRow(deps.database.engine, connector, setupUuid(id));
  if (outcome === "missing") throw setupNotFound(id);
  if (outcome === "in_use") {
    throw new AppError("setup_in_use", {
      message: "Connections still use this Setup, so it was not deleted. Delete those connections first.",
    });
  }
}

/** @throws AppError when there is no such connector or Setup, or the Setup is another connector's. */
export async function findSetup(
  deps: Pick<SetupDeps, "database" | "connectors">,
  connector: string,
  id: string,
): Promise<SetupRecord> {
  findConnector(deps.connectors, connector);
  const setup = await readSetup(deps.database.engine, setupUuid(id));
  if (setup === null || setup.connector !== connector) throw setupNotFound(id);
  return setup;
}

export function findConnector(connectors: ConnectorMap, name: string): Connector {
  const connector = connectors.get(name);
  if (connector === undefined) {
    throw new AppError("connector_not_found", {
      message: `There is no connector "${name}". GET /v1/connectors lists them.`,
    });
  }
  return connector;
}

function patched(deps: SetupDeps, current: SetupRecord, patch: SetupPatch): StoredSetup {
  const before = openClientSecrets(deps.sealer, current);
  const clientSecrets = patch.clientSecret === undefined ? before : rotateClientSecret(before, patch.clientSecret);
  const verifyToken = patch.verifyToken === undefined ? openSetupVerifyToken(deps.sealer, current) : patch.verifyToken;
  return {
    ...current,
    ...sealSetupSecrets(deps.sealer, current.id, { clientSecrets, verifyToken }),
    verifyHmac: hmacOf(deps, verifyToken),
    name: patch.name ?? current.name,
    clientId: patch.clientId ?? current.clientId,
    configId: patch.configId === undefined ? current.configId : patch.configId,
    scopes: patch.scopes ?? current.scopes,
    graphUrl: patch.graphUrl === undefined ? current.graphUrl : patch.graphUrl,
    dialogUrl: patch.dialogUrl === undefined ? current.dialogUrl : patch.dialogUrl,
    graphVersion: patch.graphVersion ?? current.graphVersion,
    live: patch.live ?? current.live,
  };
}

const hmacOf = (deps: SetupDeps, token: string | null): Buffer | null =>
  token === null ? null : verifyHmac(deps.verifyKey, token);

function setupUuid(id: string): string {
  const uuid = fromWire("setup", id);
  if (uuid === null) throw setupNotFound(id);
  return uuid;
}

const setupNotFound = (id: string) =>
  new AppError("setup_not_found", { message: `This connector has no Setup ${id}. Its list of Setups has their ids.` });

/** Secrets stay behind: only whether they are set is told. */
function toSetup(setup: SetupRecord, publicUrl: string): Setup {
  return {
    id: toWire("setup", setup.id),
    connector: setup.connector,
    name: setup.name,
    clientId: setup.clientId,
    hasClientSecret: true,
    hasVerifyToken: setup.verifyToken !== null,
    configId: setup.configId,
    scopes: [...setup.scopes],
    graphUrl: setup.graphUrl,
    dialogUrl: setup.dialogUrl,
    graphVersion: setup.graphVersion,
    live: setup.live,
    ...setupUrls(publicUrl, setup),
    createdAt: setup.createdAt.toISOString(),
  };
}
