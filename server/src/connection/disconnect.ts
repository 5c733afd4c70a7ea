import type { Connection } from "@velodrome/contract";
import { type CredentialsDeps, readAccess } from "./call-access.ts";
import { toConnection } from "./connection-answer.ts";
import { openConnectionVerifyToken } from "./connection-secrets.ts";
import { nextStanding } from "./connection-status.ts";
import { type ConnectionRecord, deleteConnectionRow, updateConnection } from "./connection-store.ts";
import { changeConnection, withVerifyToken } from "./connections.ts";
import { leavePage } from "./give-page.ts";
import { dropUnusedApp } from "./own-apps.ts";
import { forgetGrants } from "./sign-in-store.ts";
import { unsubscribePage } from "./subscription.ts";
import type { Credentials } from "@velodrome/kit";

/** Forgets the Page and its token; running cycles that use the connection are stopped. */
export async function deleteCredentials(deps: CredentialsDeps, accountId: string, id: string): Promise<Connection> {
  const { connection, current, left } = await changeConnection(deps, accountId, id, async (scope, before) => {
    const credentials = await leavePage(deps, scope, before);
    const verifyToken = openConnectionVerifyToken(deps.sealer, before);
    const after = await updateConnection(scope, {
      ...before,
      ...withVerifyToken(deps, before.id, { credentials: null, verifyToken }),
      ...nextStanding(before, "deauthenticate"),
      externalId: null,
      externalName: null,
      auth: null,
      reason: null,
      personId: null,
      personName: null,
      subscribedFields: null,
      signIn: null,
    });
    await forgetGrants(scope, accountId, before.id);
    await deps.hooks.lost(scope, { accountId, connectionId: before.id });
    return { connection: after, current: before, left: credentials };
  });
  await unsubscribe(deps, current, left);
  return toConnection(deps, connection);
}

/** Running cycles that use it are stopped. */
export async function deleteConnection(deps: CredentialsDeps, accountId: string, id: string): Promise<void> {
  const { current, left } = await changeConnection(deps, accountId, id, async (scope, before) => {
    const credentials = await leavePage(deps, scope, before);
    await deleteConnectionRow(scope, accountId, before.id);
    await deps.hooks.lost(scope, { accountId, connectionId: before.id });
    return { current: before, left: credentials };
  });
  await unsubscribe(deps, current, left);
  await dropUnusedApp(deps, current.setupId);
}

/** Once it is gone here: the application is asked outside of every transaction. */
async function unsubscribe(deps: CredentialsDeps, before: ConnectionRecord, left: Credentials | null): Promise<void> {
  if (left !== null) await unsubscribePage(deps, await readAccess(deps, before), left);
}
