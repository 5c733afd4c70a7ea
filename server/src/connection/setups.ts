import { randomBytes } from "node:crypto";
import { type ListQuery, personTicks, type Setup, type SetupCreate, type SetupPatch } from "@velodrome/contract";
import type { Connector, ConnectorMap } from "@velodrome/kit";
import { AppError } from "../base/app-error.ts";
import type { Clock } from "../base/clock.ts";
import { fromWire, newId } from "../base/id.ts";
import { type ListPage, pageOf, readCursor } from "../base/list-page.ts";
import type { Transaction } from "kysely";
import type { Database } from "../db/database.ts";
import type { Schema } from "../db/schema.ts";
import { noticesTopic, setupTopic, type Topic } from "../db/signal.ts";
import type { Sealer } from "../base/seal.ts";
import { deleteUnusedApps } from "./own-app-store.ts";
import { assertOwnValues, handDown } from "./own-app-values.ts";
import { toSetupAnswer } from "./setup-answer.ts";
import { assertSetupValues, loginKindOf, wrongValue } from "./setup-rules.ts";
import {
  type ClientSecrets,
  openClientSecrets,
  openSetupVerifyToken,
  rotateClientSecret,
  sealSetupSecrets,
} from "./setup-secrets.ts";
import {
  countConnections,
  deleteSetupRow,
  forgetLook,
  insertSetup,
  listSetupRows,
  lockDefaultSetup,
  lockSetup,
  makeSetupDefault,
  readDefaultSetup,
  readSetup,
  type SetupRecord,
  type StoredSetup,
  updateSetup,
} from "./setup-store.ts";
import { isForeignKeyViolation } from "./sql-state.ts";
import { verifyHmac } from "./verify-hmac.ts";

export interface SetupDeps {
  database: Database;
  clock: Clock;
  sealer: Sealer;
  verifyKey: Buffer;
  connectors: ConnectorMap;
  /** The Service Domain as an address, without a slash at its end. */
  publicUrl(): Promise<string>;
  /** Tells listeners that something of these has changed. */
  touch(topics: readonly Topic[]): void;
}

const keyBytes = 24;

/** With `base` the applications that connections brought under that Setup, which stand nowhere else. */
export async function listSetups(
  deps: SetupDeps,
  connector: string,
  query: ListQuery & { base?: string | undefined },
): Promise<ListPage<Setup>> {
  findConnector(deps.connectors, connector);
  const before = readCursor(query.cursor);
  const baseId = query.base === undefined ? null : (await findSetup(deps, connector, query.base)).id;
  const rows = await listSetupRows(deps.database.engine, connector, { limit: query.limit + 1, before, baseId });
  const page = pageOf(rows, query.limit, ({ id }) => id);
  return { ...page, items: await toSetups(deps, page.items) };
}

export async function createSetup(deps: SetupDeps, connector: string, wanted: SetupCreate): Promise<Setup> {
  const known = findConnector(deps.connectors, connector);
  const { setup: defaults } = known;
  const id = newId();
  const verifyToken = wanted.verifyToken ?? null;
  const clientSecrets = wanted.clientSecret === null ? [] : [wanted.clientSecret];
  const stored: StoredSetup = {
    id,
    connector,
    key: randomBytes(keyBytes).toString("base64url"),
    name: wanted.name,
    clientId: wanted.clientId ?? "",
    ...sealSetupSecrets(deps.sealer, id, { clientSecrets, verifyToken }),
    verifyHmac: hmacOf(deps, verifyToken),
    configId: wanted.configId ?? null,
    scopes: wanted.scopes ?? defaults.scopes,
    graphUrl: wanted.graphUrl ?? null,
    dialogUrl: wanted.dialogUrl ?? null,
    graphVersion: wanted.graphVersion ?? defaults.graphVersion,
    loginKind: wanted.loginKind ?? (wanted.configId === undefined ? "facebook-login" : "login-for-business"),
    systemUser: wanted.systemUser ?? false,
    sharedPages: wanted.sharedPages ?? "refuse",
    appName: null,
    checkedAt: null,
    checkFailure: null,
    ticks: {},
    live: wanted.live ?? false,
    ownApps: isLeftEmpty(wanted.clientId ?? "", clientSecrets),
    baseId: null,
  };
  assertSetupValues(known, stored, deps.clock.now(), null);
  const setup = await deps.database.engine.transaction().execute(async (transaction) => {
    await lockDefaultSetup(transaction, connector);
    const inserted = await insertSetup(transaction, stored);
    const isFirst = (await readDefaultSetup(transaction, connector))?.id === id;
    if (isFirst || wanted.isDefault) await makeSetupDefault(transaction, connector, id);
    return { ...inserted, isDefault: isFirst || wanted.isDefault === true };
  });
  deps.touch([setupTopic(id)]);
  return toSetup(deps, setup);
}

export async function getSetup(deps: SetupDeps, connector: string, id: string): Promise<Setup> {
  return toSetup(deps, await findSetup(deps, connector, id));
}

/** A new Client Secret stands beside the previous one, which stays live until the next change. */
export async function patchSetup(deps: SetupDeps, connector: string, id: string, patch: SetupPatch): Promise<Setup> {
  const known = findConnector(deps.connectors, connector);
  const uuid = setupUuid(id);
  const topics = [setupTopic(uuid)];
  const setup = await deps.database.engine.transaction().execute(async (transaction) => {
    if (patch.isDefault) await lockDefaultSetup(transaction, connector);
    const current = await lockSetup(transaction, connector, uuid);
    if (current === null) throw setupNotFound(id);
    if (current.baseId !== null) assertOwnValues(patch);
    const wanted = patched(deps, current, patch);
    assertSetupValues(known, wanted, deps.clock.now(), current);
    if (wanted.clientId !== current.clientId || wanted.ownApps !== current.ownApps)
      await assertUnused(transaction, uuid);
    if (current.ownApps) topics.push(...(await handDown(deps, transaction, known, { from: current, to: wanted })));
    if (patch.isDefault) await makeSetupDefault(transaction, connector, uuid);
    // What was seen there was another application's.
    if (wanted.clientId !== current.clientId || wanted.graphUrl !== current.graphUrl)
      await forgetLook(transaction, uuid);
    return updateSetup(transaction, wanted);
  });
  deps.touch(topics);
  return toSetup(deps, setup);
}

export async function deleteSetup(deps: SetupDeps, connector: string, id: string): Promise<void> {
  findConnector(deps.connectors, connector);
  const uuid = setupUuid(id);
  try {
    await deps.database.engine.transaction().execute(async (transaction) => {
      await lockDefaultSetup(transaction, connector);
      await deleteUnusedApps(transaction, { baseId: uuid });
      if (!(await deleteSetupRow(transaction, connector, uuid))) throw setupNotFound(id);
      // The oldest of those that are left takes its place.
      const next = await readDefaultSetup(transaction, connector);
      if (next !== null && !next.isDefault) await makeSetupDefault(transaction, connector, next.id);
    });
  } catch (error) {
    if (!isForeignKeyViolation(error)) throw error;
    const message = "Connections still use this Setup, so it was not deleted. Delete those connections first.";
    throw new AppError("setup_in_use", { message }, { cause: error });
  }
  // Its notices went with it.
  deps.touch([setupTopic(uuid), noticesTopic]);
}

/** Its lock on the Setup keeps connections from being made meanwhile. */
async function assertUnused(transaction: Transaction<Schema>, id: string): Promise<void> {
  const used = (await countConnections(transaction, [id])).get(id) ?? 0;
  if (used === 0) return;
  throw new AppError("client_id_fixed", {
    message: `${used === 1 ? "A connection uses" : `${used} connections use`} this Setup, so its Client ID cannot change: tokens and Pages belong to one app. Make another Setup for another app.`,
    details: { connections: used },
  });
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
  const clientSecrets = changedSecrets(wasMistyped(current) ? before.slice(1) : before, patch);
  const clientId = patch.clientId === undefined ? current.clientId : (patch.clientId ?? "");
  const isOtherPair = patch.clientSecret !== undefined || clientId !== current.clientId;
  const verifyToken = patch.verifyToken === undefined ? openSetupVerifyToken(deps.sealer, current) : patch.verifyToken;
  return {
    ...current,
    ...sealSetupSecrets(deps.sealer, current.id, { clientSecrets, verifyToken }),
    verifyHmac: hmacOf(deps, verifyToken),
    name: patch.name ?? current.name,
    clientId,
    configId: patch.configId === undefined ? current.configId : patch.configId,
    scopes: patch.scopes ?? current.scopes,
    graphUrl: patch.graphUrl === undefined ? current.graphUrl : patch.graphUrl,
    dialogUrl: patch.dialogUrl === undefined ? current.dialogUrl : patch.dialogUrl,
    graphVersion: patch.graphVersion ?? current.graphVersion,
    loginKind: loginKindOf(current.loginKind, patch),
    systemUser: patch.systemUser ?? current.systemUser,
    sharedPages: patch.sharedPages ?? current.sharedPages,
    // What was found right was the pair of before.
    appName: isOtherPair ? null : current.appName,
    checkedAt: isOtherPair ? null : current.checkedAt,
    checkFailure: isOtherPair ? null : current.checkFailure,
    ticks: tickedRows(deps, current.ticks, patch.ticks ?? {}),
    live: patch.live ?? current.live,
    ownApps: isLeftEmpty(clientId, clientSecrets),
  };
}

/** @throws AppError for a secret that belongs to nothing */
function isLeftEmpty(clientId: string, clientSecrets: ClientSecrets): boolean {
  if (clientId === "" && clientSecrets.length > 0) {
    throw wrongValue("clientSecret", "A Client Secret belongs to a Client ID. Enter that too, or leave both empty.");
  }
  return clientSecrets.length === 0;
}

/** The application refused the newest secret, and nothing that it signed ever came: it is none that is still good. */
const wasMistyped = ({ checkFailure, genuineAt }: SetupRecord): boolean =>
  checkFailure?.field === "clientSecret" && genuineAt === null;

const changedSecrets = (before: ClientSecrets, patch: SetupPatch): ClientSecrets => {
  if (patch.clientSecret === null) return [];
  const secrets = patch.clientSecret === undefined ? before : rotateClientSecret(before, patch.clientSecret);
  return patch.retireFormerSecret ? secrets.slice(0, 1) : secrets;
};

/** A row that was ticked before keeps its moment. */
function tickedRows(
  deps: Pick<SetupDeps, "clock">,
  before: SetupRecord["ticks"],
  wanted: NonNullable<SetupPatch["ticks"]>,
): SetupRecord["ticks"] {
  const now = new Date(deps.clock.now()).toISOString();
  const ticks = { ...before };
  for (const row of personTicks) {
    if (wanted[row] === true) ticks[row] ??= now;
    if (wanted[row] === false) delete ticks[row];
  }
  return ticks;
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

async function toSetups(deps: SetupDeps, setups: readonly SetupRecord[]): Promise<Setup[]> {
  const publicUrl = await deps.publicUrl();
  const counts = await countConnections(
    deps.database.engine,
    setups.map(({ id }) => id),
  );
  return setups.map((setup) => {
    const secrets = openClientSecrets(deps.sealer, setup).length;
    const connections = counts.get(setup.id) ?? 0;
    return toSetupAnswer(setup, { publicUrl, hasSecret: secrets > 0, hasFormerSecret: secrets > 1, connections });
  });
}

async function toSetup(deps: SetupDeps, setup: SetupRecord): Promise<Setup> {
  const [answer] = await toSetups(deps, [setup]);
  if (answer === undefined) throw new Error("One Setup is one answer.");
  return answer;
}
