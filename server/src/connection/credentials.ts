import type { Connection, CredentialsPut } from "@velodrome/contract";
import {
  type CallContext,
  type Connector,
  ConnectorError,
  type HttpClient,
  type SetupValues,
  type TargetActs,
} from "@velodrome/kit";
import { AppError } from "../base/app-error.ts";
import type { Log } from "../base/log.ts";
import { openConnectionVerifyToken } from "./connection-secrets.ts";
import { nextStatus } from "./connection-status.ts";
import { pageIndex, readConnection, updateConnection } from "./connection-store.ts";
import {
  changeConnection,
  type ConnectionDeps,
  connectionNotFound,
  connectionUuid,
  toConnection,
  withVerifyToken,
} from "./connections.ts";
import { openValues } from "./setup-cache.ts";
import { readSetup } from "./setup-store.ts";
import { findConnector } from "./setups.ts";
import { isUniqueViolation } from "./sql-state.ts";
import { maskFailure } from "./mask-failure.ts";

export interface CredentialsDeps extends ConnectionDeps {
  /** The way out for a Setup's calls. */
  http(setup: SetupValues): HttpClient;
  log: Log;
}

/** A Page and the token of it. */
export type PageCredentials = Extract<CredentialsPut, { pageId: string }>;

/** Longest wait for the application while a person waits for the answer, in ms. */
const patienceMs = 15_000;

/**
 * Takes a Page's token from one who already holds it. The application is asked whose token it is; while it cannot be
 * reached, a caller of partner level is believed.
 */
export async function putCredentials(
  deps: CredentialsDeps,
  place: { accountId: string; id: string; partnerLevel: boolean },
  wanted: PageCredentials,
): Promise<Connection> {
  const { connector, context } = await prepare(deps, place, wanted);
  const externalName = await identifiedName(connector, context, place.partnerLevel);
  const connection = await store(deps, place, { context, externalName });
  await subscribe(deps, connector, context, connection.id);
  return connection;
}

/** Forgets the Page and its token; running cycles that use the connection are stopped. */
export async function deleteCredentials(deps: ConnectionDeps, accountId: string, id: string): Promise<Connection> {
  return changeConnection(deps, accountId, id, async (scope, current) => {
    const verifyToken = openConnectionVerifyToken(deps.sealer, current);
    const connection = await updateConnection(scope, {
      ...current,
      ...withVerifyToken(deps, current.id, { credentials: null, verifyToken }),
      status: nextStatus(current.status, "deauthenticate"),
      externalId: null,
      externalName: null,
      auth: null,
      reason: null,
      personId: null,
      personName: null,
      subscribedFields: null,
    });
    await deps.hooks.lost(scope, { accountId, connectionId: current.id });
    return toConnection(deps, connection);
  });
}

/** What can be asked of a Page. @throws AppError for a connector whose connections stand for nothing outside */
export function targetOf(connector: Connector): TargetActs {
  if (connector.target !== null) return connector.target;
  throw new AppError("invalid_request", {
    message: `${connector.title} has no Pages to connect. Send { auth, values } as its description says.`,
  });
}

/** No transaction is open while the application is asked. */
async function prepare(
  deps: CredentialsDeps,
  place: { accountId: string; id: string },
  wanted: PageCredentials,
): Promise<{ connector: Connector; context: CallContext }> {
  const uuid = connectionUuid(place.id);
  const connection = await deps.database.withAccount(place.accountId, (scope) =>
    readConnection(scope, place.accountId, uuid),
  );
  if (connection === null) throw connectionNotFound(place.id);
  const setup = connection.setupId === null ? null : await readSetup(deps.database.engine, connection.setupId);
  if (setup === null) {
    throw new AppError("setup_required", { message: "This connection has no Setup. Make a new connection with one." });
  }
  const values = openValues(deps.sealer, setup);
  return {
    connector: findConnector(deps.connectors, connection.connector),
    context: {
      setup: values,
      credentials: { externalId: wanted.pageId, accessToken: wanted.pageAccessToken },
      properties: connection.properties,
      http: deps.http(values),
      signal: AbortSignal.timeout(patienceMs),
    },
  };
}

/** The Page's name; null when the application could not be asked. @throws AppError when the token is not this Page's. */
async function identifiedName(
  connector: Connector,
  context: CallContext,
  partnerLevel: boolean,
): Promise<string | null> {
  const { externalId } = context.credentials;
  try {
    const found = await targetOf(connector).identify(context);
    if (found.externalId === externalId) return found.name;
    throw new AppError("credentials_rejected", {
      message: `This token is not of the Page ${externalId} but of ${found.externalId}. Send the Page's own token.`,
      details: { pageId: externalId, tokenOf: found.externalId },
    });
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    if (error.kind === "terminal" || error.reauthenticate) throw rejected(connector, context, error);
    if (partnerLevel) return null;
    const message = `${connector.title} could not be asked whose token this is (${maskFailure(context, error).message}). Try again later.`;
    throw new AppError("unavailable", { message }, { cause: error });
  }
}

function rejected(connector: Connector, context: CallContext, error: ConnectorError): AppError {
  const { message, details } = maskFailure(context, error);
  const said = {
    message: `${connector.title} refused this token: ${message}`,
    details: { ...details, reason: error.code },
  };
  return new AppError("credentials_rejected", said, { cause: error });
}

async function store(
  deps: CredentialsDeps,
  place: { accountId: string; id: string },
  found: { context: CallContext; externalName: string | null },
): Promise<Connection> {
  const { credentials } = found.context;
  try {
    return await changeConnection(deps, place.accountId, place.id, async (scope, current) => {
      const verifyToken = openConnectionVerifyToken(deps.sealer, current);
      const known = current.externalId === credentials.externalId ? current.externalName : null;
      const connection = await updateConnection(scope, {
        ...current,
        ...withVerifyToken(deps, current.id, { credentials, verifyToken }),
        status: nextStatus(current.status, "authenticate"),
        externalId: credentials.externalId,
        externalName: found.externalName ?? known,
        reason: null,
      });
      await deps.hooks.changed(scope, { accountId: place.accountId, connectionId: current.id });
      return toConnection(deps, connection);
    });
  } catch (error) {
    if (!isUniqueViolation(error, pageIndex)) throw error;
    const message = `Another connection of this account already has the Page ${credentials.externalId}. Use that one, or delete it first.`;
    throw new AppError("page_in_use", { message, details: { pageId: credentials.externalId } }, { cause: error });
  }
}

/** The credentials are good whatever comes of it, so that a failure is noted and not answered. */
async function subscribe(
  deps: CredentialsDeps,
  connector: Connector,
  context: CallContext,
  connection: string,
): Promise<void> {
  try {
    const target = targetOf(connector);
    await target.subscribe(context, target.fields);
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    deps.log.warn(
      { connection, page: context.credentials.externalId, code: error.code, ...maskFailure(context, error) },
      "The Page's events could not be subscribed to. Put the credentials again once the cause is gone.",
    );
  }
}
