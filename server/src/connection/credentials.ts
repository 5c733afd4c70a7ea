import type { Connection, CredentialsPut } from "@velodrome/contract";
import { type CallContext, type Connector, ConnectorError, type TargetActs, type TokenFacts } from "@velodrome/kit";
import { AppError } from "../base/app-error.ts";
import { type CallAccess, callContext, type CredentialsDeps, readAccess } from "./call-access.ts";
import { readConnection } from "./connection-store.ts";
import { changeConnection, connectionNotFound, connectionUuid, getConnection } from "./connections.ts";
import { unsubscribePage, subscribePage } from "./subscription.ts";
import { givePage } from "./give-page.ts";
import { maskFailure } from "./mask-failure.ts";

/** A Page and the token of it. */
export type PageCredentials = Extract<CredentialsPut, { pageId: string }>;

/**
 * Takes a Page's token from one who already holds it. The application is asked whose token it is; as long as it does not
 * say, a caller of partner level is believed and health looks again later.
 */
export async function putCredentials(
  deps: CredentialsDeps,
  place: { accountId: string; id: string; partnerLevel: boolean },
  wanted: PageCredentials,
): Promise<Connection> {
  const access = await accessTo(deps, place);
  const { setup } = access;
  targetOf(access.connector);
  if (setup === null) {
    throw new AppError("setup_required", { message: "This connection has no Setup. Make a new connection with one." });
  }
  const credentials = { externalId: wanted.pageId, accessToken: wanted.pageAccessToken };
  const context = callContext(deps, access, credentials);
  await assertOfThisApplication(access, context);
  const name = await identifiedName(access.connector, context, place.partnerLevel);
  const { connection, left } = await changeConnection(deps, place.accountId, place.id, (scope, current) => {
    const page = { credentials, name, auth: access.connector.auth[0]?.kind ?? null, person: null };
    return givePage(deps, scope, current, { setup, page });
  });
  if (left !== null) await unsubscribePage(deps, access, left);
  await subscribePage(deps, access, connection, credentials);
  return getConnection(deps, place.accountId, place.id);
}

/** What can be asked of a Page. @throws AppError for a connector whose connections stand for nothing outside */
export function targetOf(connector: Connector): TargetActs {
  if (connector.target !== null) return connector.target;
  throw new AppError("invalid_request", {
    message: `${connector.title} has no Pages to connect. Send { auth, values } as its description says.`,
  });
}

async function accessTo(deps: CredentialsDeps, place: { accountId: string; id: string }): Promise<CallAccess> {
  const uuid = connectionUuid(place.id);
  const connection = await deps.database.withAccount(place.accountId, (scope) =>
    readConnection(scope, place.accountId, uuid),
  );
  if (connection === null) throw connectionNotFound(place.id);
  return readAccess(deps, connection);
}

/** What the application itself says of the token, where it says something. Whose it is decides `identify` afterwards. */
async function assertOfThisApplication({ connector }: CallAccess, context: CallContext): Promise<void> {
  const facts = await inspect(connector, context);
  if (facts === null) return;
  const { externalId } = context.credentials;
  const { title } = connector;
  if (!facts.valid) {
    const why = facts.fault?.message ?? "It is not valid.";
    throw refusedToken(`${title} does not accept this token. ${why}`, facts.fault?.code ?? "token_invalid");
  }
  if (facts.clientId !== null && facts.clientId !== context.setup.clientId) {
    throw refusedToken(
      `This token is of another app (${facts.clientId}) than this connection's Setup (${context.setup.clientId}). Make one with the Setup's own app.`,
      "token_of_other_app",
    );
  }
  if (facts.externalId !== null && facts.externalId !== externalId) {
    throw new AppError("credentials_rejected", {
      message: `This token is not of the Page ${externalId} but of ${facts.externalId}. Send the Page's own token.`,
      details: { pageId: externalId, tokenOf: facts.externalId },
    });
  }
  const missing = missingPermissions(connector, facts.scopes);
  if (missing.length > 0) {
    throw refusedToken(
      `This token lacks ${missing.join(" and ")}. Make one with these permissions.`,
      "permission_missing",
    );
  }
}

/** Null where the connector knows no such question, or the application gives no answer to it. */
async function inspect(connector: Connector, context: CallContext): Promise<TokenFacts | null> {
  if (connector.application === null) return null;
  try {
    return await connector.application.inspectToken(context, context.credentials.accessToken);
  } catch (error) {
    if (error instanceof ConnectorError) return null;
    throw error;
  }
}

function missingPermissions(connector: Connector, scopes: readonly string[]): string[] {
  const signIn = connector.auth.find(({ kind }) => kind === "oauth2");
  if (scopes.length === 0 || signIn?.kind !== "oauth2") return [];
  return Object.entries(signIn.permissions ?? {})
    .filter(([permission, { needed }]) => needed && !scopes.includes(permission))
    .map(([permission]) => permission);
}

const refusedToken = (message: string, reason: string) =>
  new AppError("credentials_rejected", { message, details: { reason } });

/**
 * The Page's name; null when the application gave no verdict and the caller is believed.
 * @throws AppError when the token is dead or not this Page's
 */
async function identifiedName(
  connector: Connector,
  context: CallContext,
  partnerLevel: boolean,
): Promise<string | null> {
  try {
    return await askedName(connector, context);
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    if (error.reauthenticate) throw rejected(connector, context, error);
    if (partnerLevel) return null;
    if (error.kind === "terminal") throw rejected(connector, context, error);
    const message = `${connector.title} could not be asked whose token this is (${maskFailure(context, error).message}). Try again later.`;
    throw new AppError("unavailable", { message }, { cause: error });
  }
}

/**
 * The Page's name, asked with its own token.
 * @throws AppError when the token is not this Page's, ConnectorError when the application could not be asked
 */
export async function identifyPage(connector: Connector, context: CallContext): Promise<string | null> {
  try {
    return await askedName(connector, context);
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    if (error.kind === "terminal" || error.reauthenticate) throw rejected(connector, context, error);
    throw error;
  }
}

/** @throws AppError when the token is another Page's, ConnectorError when that was not answered */
async function askedName(connector: Connector, context: CallContext): Promise<string | null> {
  const { externalId } = context.credentials;
  const found = await targetOf(connector).identify(context);
  if (found.externalId === externalId) return found.name;
  throw new AppError("credentials_rejected", {
    message: `This token is not of the Page ${externalId} but of ${found.externalId}. Send the Page's own token.`,
    details: { pageId: externalId, tokenOf: found.externalId },
  });
}

function rejected(connector: Connector, context: CallContext, error: ConnectorError): AppError {
  const { message, details } = maskFailure(context, error);
  const said = {
    message: `${connector.title} refused this token: ${message}`,
    details: { ...details, reason: error.code },
  };
  return new AppError("credentials_rejected", said, { cause: error });
}
