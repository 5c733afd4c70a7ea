import type { AuthorizeRequest, Authorization, SignInStatus } from "@velodrome/contract";
import type { Connector, OAuth2Auth } from "@velodrome/kit";
import { hashSecret, newSecret } from "../account/random-secret.ts";
import type { Settings } from "../account/settings.ts";
import { AppError } from "../base/app-error.ts";
import { newId, toWire } from "../base/id.ts";
import type { AccountScope } from "../db/database.ts";
import { type CredentialsDeps, readAccess } from "./call-access.ts";
import { type ConnectionRecord, type NotedSignIn, noteSignIn, readConnection } from "./connection-store.ts";
import { changeConnectionRow, connectionNotFound, connectionUuid } from "./connections.ts";
import { insertSignIn, type SignInKind } from "./sign-in-store.ts";

export interface SignInDeps extends CredentialsDeps {
  settings: Pick<Settings, "general">;
}

/** How long a link from `authorize` is good, in ms: somebody is waiting to be led on. */
const authorizeMs = 600_000;

export interface SignInLink {
  url: string;
  expiresAt: string;
}

/** Our own page, on which a person signs in at the application for this connection. Single use. */
export async function authorizeConnection(
  deps: SignInDeps,
  place: { accountId: string; id: string },
  { returnUrl }: AuthorizeRequest,
): Promise<Authorization> {
  const link = await createSignIn(deps, place, { kind: "authorize", lifetimeMs: authorizeMs, returnUrl });
  return { authorizationUrl: link.url, expiresAt: link.expiresAt };
}

/**
 * @throws AppError when there is no such connection, nobody can sign in to its connector, it has no Setup, or the person
 * would be led back to a place that is not allowed
 */
export async function createSignIn(
  deps: SignInDeps,
  place: { accountId: string; id: string },
  wanted: { kind: SignInKind; lifetimeMs: number; returnUrl: string | undefined },
): Promise<SignInLink> {
  const { publicUrl, returnOrigins } = await deps.settings.general();
  assertReturnOrigin(wanted.returnUrl, [publicUrl, ...returnOrigins]);
  const id = connectionUuid(place.id);
  const { accountId } = place;
  const connection = await deps.database.withAccount(accountId, (scope) => readConnection(scope, accountId, id));
  if (connection === null) throw connectionNotFound(place.id);
  await assertSignIn(deps, connection);
  const token = newSecret();
  const now = deps.clock.now();
  const expiresAt = new Date(now + wanted.lifetimeMs);
  await changeConnectionRow(deps, { accountId, id }, async (scope) => {
    await insertSignIn(scope, {
      accountId,
      id: newId(),
      connectionId: id,
      kind: wanted.kind,
      tokenHash: hashSecret(token),
      expiresAt,
      returnUrl: wanted.returnUrl ?? null,
      origin: publicUrl,
      createdAt: new Date(now),
    });
    await noteProgress(scope, { accountId, connectionId: id, createdAt: new Date(now) }, "waiting", expiresAt);
  });
  return { url: `${publicUrl}/connect/${token}`, expiresAt: expiresAt.toISOString() };
}

/** How far it has come, told at the connection to whoever opened it. */
export async function noteProgress(
  scope: AccountScope,
  signIn: { accountId: string; connectionId: string; createdAt: Date },
  status: SignInStatus,
  expiresAt: Date,
  more: { error?: NotedSignIn["error"]; connections?: readonly string[] } = {},
): Promise<void> {
  await noteSignIn(scope, signIn.accountId, signIn.connectionId, {
    status,
    error: more.error ?? null,
    connections: (more.connections ?? []).map((connection) => toWire("connection", connection)),
    startedAt: signIn.createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  });
}

/** The way by which a person signs in to the application; null when its connections are authenticated otherwise. */
export const signInOf = ({ auth }: Connector): OAuth2Auth | null =>
  auth.find((kind): kind is OAuth2Auth => kind.kind === "oauth2") ?? null;

async function assertSignIn(deps: SignInDeps, connection: ConnectionRecord): Promise<void> {
  const { connector, setup } = await readAccess(deps, connection);
  if (signInOf(connector) === null) {
    throw new AppError("invalid_request", {
      message: `Nobody signs in to ${connector.title}: put its credentials instead.`,
    });
  }
  if (setup === null) {
    throw new AppError("setup_required", {
      message: `Signing in to ${connector.title} needs a Setup. Make one, and a connection with it.`,
    });
  }
}

function assertReturnOrigin(returnUrl: string | undefined, allowed: readonly string[]): void {
  if (returnUrl === undefined || allowed.includes(new URL(returnUrl).origin)) return;
  throw new AppError("return_url_refused", {
    message: `Nobody is led back to ${new URL(returnUrl).origin}: it is not among the return origins. Add it in Settings → General Settings.`,
    details: { origin: new URL(returnUrl).origin },
  });
}
