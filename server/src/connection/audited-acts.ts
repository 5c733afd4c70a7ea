import type { Caller, Connection, Setup, SetupPatch } from "@velodrome/contract";
import { actorOf, type AuditDeps, recordAudit } from "../account/audit.ts";
import type { CredentialsDeps } from "./call-access.ts";
import { deleteCredentials } from "./disconnect.ts";
import { patchSetup, type SetupDeps } from "./setups.ts";

/** Changes a Setup; that a Client Secret came or went is kept, because nobody sees it on the Setup afterwards. */
export async function changeSetup(
  deps: SetupDeps & AuditDeps,
  caller: Caller,
  place: { connector: string; id: string },
  patch: SetupPatch,
): Promise<Setup> {
  const setup = await patchSetup(deps, place.connector, place.id, patch);
  if (patch.clientSecret !== undefined || patch.retireFormerSecret === true) {
    const what = patch.clientSecret === undefined ? "former secret retired" : "secret replaced";
    const details = { setup: setup.id, name: setup.name, what };
    await recordAudit(deps, { actor: actorOf(caller), act: "setup.secret-changed", accountId: null, details });
  }
  return setup;
}

/** De-authenticates a connection, and keeps who did it. */
export async function deauthenticate(
  deps: CredentialsDeps & AuditDeps,
  caller: Caller,
  place: { accountId: string; id: string },
): Promise<Connection> {
  const connection = await deleteCredentials(deps, place.accountId, place.id);
  const details = { connection: connection.id, name: connection.name };
  await recordAudit(deps, {
    actor: actorOf(caller),
    act: "connection.deauthenticated",
    accountId: place.accountId,
    details,
  });
  return connection;
}
