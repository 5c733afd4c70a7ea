import type { Credentials, Target } from "@velodrome/kit";
import { tellPeopleChore } from "../account/mail-notices.ts";
import { wakeChore } from "../db/wake-chore-store.ts";
import { openConnectionVerifyToken, openCredentials } from "./connection-secrets.ts";
import { nextStanding } from "./connection-status.ts";
import {
  type ConnectionRecord,
  listConnectionsOfPerson,
  lockConnection,
  updateConnection,
} from "./connection-store.ts";
import { topicsOf } from "./connection-topics.ts";
import { withVerifyToken } from "./connections.ts";
import type { SignInDeps } from "./sign-in.ts";
import type { ReceivedGrant } from "./sign-in-grant.ts";
import type { SignInScene } from "./sign-in-scene.ts";

/** The token by which a connection to this Page works. */
export const credentialsOf = (target: Target, { tokens }: Pick<ReceivedGrant["grant"], "tokens">): Credentials => ({
  externalId: target.externalId,
  accessToken: target.accessToken ?? tokens.accessToken,
  auth: "oauth2",
});

/**
 * A new grant takes the place of the person's earlier one, so that the tokens of all connections they ever made hang on
 * it: those of Pages that were granted again are renewed, the others need signing in again. Answers the names of Pages of
 * this account that are gone.
 */
export async function recheckPerson(
  deps: SignInDeps,
  { signIn, access }: SignInScene,
  { grant, targets }: ReceivedGrant,
): Promise<string[]> {
  if (targets === null || grant.person === null) return [];
  const byId = new Map(targets.map((target) => [target.externalId, target]));
  const lost: string[] = [];
  let isAnyLost = false;
  for (const place of await listConnectionsOfPerson(deps.database.engine, access.setup.id, grant.person.id)) {
    const gone = await recheck(deps, place, { byId, grant });
    isAnyLost ||= gone !== null;
    if (gone !== null && place.accountId === signIn.accountId) lost.push(gone);
    deps.touch(topicsOf({ ...place, setupId: access.setup.id }));
  }
  if (isAnyLost) await wakeChore(deps.database.pool, tellPeopleChore);
  return lost;
}

/** Answers the Page's name when it was not granted again. */
function recheck(
  deps: SignInDeps,
  { accountId, id }: { accountId: string; id: string },
  { byId, grant }: { byId: ReadonlyMap<string, Target>; grant: ReceivedGrant["grant"] },
): Promise<string | null> {
  return deps.database.withAccount(accountId, async (scope) => {
    const current = await lockConnection(scope, accountId, id);
    if (current === null || current.personId !== grant.person?.id) return null;
    if (current.externalId === null || openCredentials(deps.sealer, current) === null) return null;
    const target = byId.get(current.externalId);
    // Listed without a token of its own: the one it has may be good still.
    if (target?.accessToken === null) return null;
    await updateConnection(scope, target === undefined ? notGranted(current) : renewed(deps, current, target, grant));
    if (target !== undefined && current.status === "needs_reauthentication") {
      await deps.hooks.changed(scope, { accountId, connectionId: id });
    }
    return target === undefined ? (current.externalName ?? current.externalId) : null;
  });
}

const notGranted = (current: ConnectionRecord): ConnectionRecord => ({
  ...current,
  ...nextStanding(current, "reject"),
  reason: {
    code: "page_not_granted",
    message: "Whoever connected this Page signed in again and left it out. Sign in again and choose this Page as well.",
  },
});

function renewed(
  deps: SignInDeps,
  current: ConnectionRecord,
  target: Target,
  grant: ReceivedGrant["grant"],
): ConnectionRecord {
  const verifyToken = openConnectionVerifyToken(deps.sealer, current);
  const isMended = current.status === "needs_reauthentication" || current.rejected;
  return {
    ...current,
    ...withVerifyToken(deps, current.id, { credentials: credentialsOf(target, grant), verifyToken }),
    ...nextStanding(current, "authenticate"),
    externalName: target.name ?? current.externalName,
    personName: grant.person?.name ?? current.personName,
    reason: isMended || current.reason?.code === "page_not_granted" ? null : current.reason,
  };
}
