import { setTimeout as pause } from "node:timers/promises";
import { ConnectorError, type Connector, type Credentials, type OAuth2Auth, type SetupValues } from "@velodrome/kit";
import { tellPeopleChore } from "../account/mail-notices.ts";
import { wakeChore } from "../db/wake-chore-store.ts";
import { type CredentialsDeps, callContext } from "./call-access.ts";
import { openConnectionVerifyToken, openCredentials, sealConnectionSecrets } from "./connection-secrets.ts";
import { nextStanding } from "./connection-status.ts";
import {
  changeStatusIfUnchanged,
  type ConnectionRecord,
  lockConnection,
  readConnectionOfAnyAccount,
} from "./connection-store.ts";
import { topicsOf } from "./connection-topics.ts";
import { refreshTokens } from "./sign-in-exchange.ts";
import { SignInFailure } from "./sign-in-failure.ts";
import { claimRefresh, releaseRefresh, replaceCredentials } from "./token-refresh-store.ts";

export type RefreshDeps = Pick<
  CredentialsDeps,
  "database" | "sealer" | "connectors" | "clock" | "http" | "log" | "touch"
>;

/** Asked for so long before its end, in ms, that one failure harms nobody. */
const aheadMs = 300_000;
/** Longest that one process has it to itself, in ms. */
const claimMs = 30_000;
/** Looks for another process's new token: so often, and so many ms apart. */
const looks = 60;
const lookMs = 250;

/**
 * The credentials a call may use now. A token that ends soon is replaced first: once, whoever needs it, because many
 * applications take a refresh token a single time. Null when there is none to be had.
 */
export async function freshCredentials(
  deps: RefreshDeps,
  connection: ConnectionRecord,
  setup: SetupValues,
  credentials: Credentials,
): Promise<Credentials | null> {
  const now = deps.clock.now();
  const { refreshToken, expiresAt = Number.POSITIVE_INFINITY } = credentials;
  if (refreshToken === undefined || expiresAt - now > aheadMs) return credentials;
  const auth = signInOf(deps.connectors.get(connection.connector));
  if (auth === null) return credentials;
  const isMine = await claimRefresh(deps.database.engine, connection, claimMs);
  if (isMine) return refresh(deps, { connection, setup, credentials, auth, refreshToken });
  return expiresAt > now ? credentials : awaitOther(deps, connection);
}

const signInOf = (connector: Connector | undefined): OAuth2Auth | null =>
  connector?.auth.find((kind): kind is OAuth2Auth => kind.kind === "oauth2") ?? null;

interface Refresh {
  connection: ConnectionRecord;
  setup: SetupValues;
  credentials: Credentials;
  auth: OAuth2Auth;
  refreshToken: string;
}

async function refresh(deps: RefreshDeps, wanted: Refresh): Promise<Credentials | null> {
  const { connection, setup, credentials, auth, refreshToken } = wanted;
  const { http } = callContext(deps, { values: setup, properties: {} }, credentials);
  try {
    const tokens = await refreshTokens({ auth, setup, http, now: deps.clock.now() }, refreshToken);
    const { expiresAt: _, ...kept } = credentials;
    const renewed: Credentials = {
      ...kept,
      accessToken: tokens.accessToken,
      refreshToken: tokens.refreshToken ?? refreshToken,
      ...(tokens.expiresAt === null ? {} : { expiresAt: tokens.expiresAt }),
    };
    return (await keepRenewed(deps, wanted, renewed)) ? renewed : reopen(deps, connection.id);
  } catch (error) {
    return giveUp(deps, wanted, error);
  }
}

/**
 * False when a person has put others meanwhile. A row that was only sealed anew, because it got another name, say, still
 * has those that were just used up.
 */
function keepRenewed(deps: RefreshDeps, { connection, credentials }: Refresh, renewed: Credentials): Promise<boolean> {
  const { accountId, id } = connection;
  return deps.database.withAccount(accountId, async (scope) => {
    const current = await lockConnection(scope, accountId, id);
    const present = current && openCredentials(deps.sealer, current);
    if (current === null || present === null) return false;
    if (present.accessToken !== credentials.accessToken || present.refreshToken !== credentials.refreshToken)
      return false;
    const verifyToken = openConnectionVerifyToken(deps.sealer, current);
    const sealed = sealConnectionSecrets(deps.sealer, id, { credentials: renewed, verifyToken });
    await replaceCredentials(scope, { accountId, id }, sealed);
    return true;
  });
}

/** Only a refusal ends the connection; while the application is out of order, the old token serves as long as it lasts. */
async function giveUp(
  deps: RefreshDeps,
  { connection, credentials }: Refresh,
  error: unknown,
): Promise<Credentials | null> {
  if (!(error instanceof SignInFailure || error instanceof ConnectorError)) throw error;
  const { engine } = deps.database;
  await releaseRefresh(engine, connection);
  deps.log.warn({ connection: connection.id, code: error.code }, "a token could not be renewed before its end");
  if (isRefusal(error)) {
    await changeStatusIfUnchanged(engine, connection, nextStanding(connection, "reject"), {
      code: "token_refused",
      message: "The application renews this connection's token no more. Sign in again.",
    });
    deps.touch(topicsOf(connection));
    await wakeChore(deps.database.pool, tellPeopleChore);
    return null;
  }
  return (credentials.expiresAt ?? 0) > deps.clock.now() ? credentials : null;
}

const isRefusal = (error: SignInFailure | ConnectorError): boolean =>
  error instanceof SignInFailure ? error.code === "code_refused" : error.reauthenticate;

/** Another process asks for it at this moment. */
async function awaitOther(deps: RefreshDeps, before: ConnectionRecord): Promise<Credentials | null> {
  for (let look = 0; look < looks; look += 1) {
    await pause(lookMs);
    const found = await readConnectionOfAnyAccount(deps.database.engine, before.id);
    if (found === null || found.status !== "authenticated") return null;
    const credentials = openCredentials(deps.sealer, found);
    if (credentials === null || (credentials.expiresAt ?? Number.POSITIVE_INFINITY) > deps.clock.now())
      return credentials;
  }
  return null;
}

async function reopen(deps: RefreshDeps, id: string): Promise<Credentials | null> {
  const found = await readConnectionOfAnyAccount(deps.database.engine, id);
  return found === null || found.status !== "authenticated" ? null : openCredentials(deps.sealer, found);
}
