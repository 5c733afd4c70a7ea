import type { Credentials } from "@velodrome/kit";
import type { AccountScope } from "../db/database.ts";
import type { CredentialsDeps } from "./call-access.ts";
import { openConnectionVerifyToken, openCredentials } from "./connection-secrets.ts";
import { nextStanding } from "./connection-status.ts";
import { type ConnectionRecord, pageIndex, updateConnection } from "./connection-store.ts";
import { withVerifyToken } from "./connections.ts";
import { claimPage, pageHere, releasePage } from "./page-claim.ts";
import type { SetupRecord } from "./setup-store.ts";
import { isUniqueViolation } from "./sql-state.ts";

export interface GivenPage {
  credentials: Credentials;
  name: string | null;
  auth: string | null;
  /** Who signed in; null with a token from elsewhere. */
  person: { id: string; name: string | null } | null;
}

/**
 * In a transaction that holds the connection: it stands for this Page from now on. Answers the credentials of the Page it
 * stood for before when nobody has that one any more: it is to be unsubscribed.
 *
 * @throws AppError when the Page is somebody else's
 */
export async function givePage(
  deps: CredentialsDeps,
  scope: AccountScope,
  current: ConnectionRecord,
  { setup, page }: { setup: Pick<SetupRecord, "id" | "sharedPages">; page: GivenPage },
): Promise<{ connection: ConnectionRecord; left: Credentials | null }> {
  const { accountId, id } = current;
  const { externalId } = page.credentials;
  const isSame = current.externalId === externalId;
  const left = isSame ? null : await leavePage(deps, scope, current);
  await claimPage(deps, scope, accountId, { setup, externalId });
  const verifyToken = openConnectionVerifyToken(deps.sealer, current);
  const connection = await updateConnection(scope, {
    ...current,
    ...withVerifyToken(deps, id, { credentials: page.credentials, verifyToken }),
    ...nextStanding(current, "authenticate"),
    externalId,
    externalName: page.name ?? (isSame ? current.externalName : null),
    auth: page.auth,
    reason: null,
    personId: page.person?.id ?? null,
    personName: page.person?.name ?? null,
    subscribedFields: isSame ? current.subscribedFields : null,
  }).catch((error: unknown) => {
    throw isUniqueViolation(error, pageIndex) ? pageHere(externalId, null, error) : error;
  });
  await deps.hooks.changed(scope, { accountId, connectionId: id });
  return { connection, left };
}

/** In the transaction that takes the connection's Page away. Answers its credentials when nobody has the Page any more. */
export async function leavePage(
  deps: CredentialsDeps,
  scope: AccountScope,
  { accountId, setupId, externalId, ...secrets }: ConnectionRecord,
): Promise<Credentials | null> {
  if (setupId === null || externalId === null || externalId === "") return null;
  const isFree = await releasePage(deps, scope, accountId, { setupId, externalId });
  return isFree ? openCredentials(deps.sealer, secrets) : null;
}
