import { createHash } from "node:crypto";
import type { Grant, IssuedToken, Through } from "./credential-shape.ts";
import type { Person } from "./shape.ts";
import { findPerson, type World } from "./world.ts";

/** The id under which an app knows a person who signed in: another for every app, and never the PSID. */
export function appScopedId(appId: string, personId: string): string {
  const hash = createHash("sha256").update(`${appId}:${personId}`).digest();
  return `1${String(hash.readBigUInt64BE() % 10n ** 16n).padStart(16, "0")}`;
}

/** The id of the system user that a person's business gave to an app. */
export const systemUserId = (appId: string, personId: string): string => appScopedId(`system:${appId}`, personId);

export const businessId = (personId: string): string => appScopedId("business", personId);

export function findGrant(world: World, appId: string, personId: string, through: Through): Grant | undefined {
  return world.state.grants.find(
    (grant) => grant.appId === appId && grant.personId === personId && grant.through === through,
  );
}

/** A new login takes the place of the last one, for old tokens too. */
export function putGrant(world: World, grant: Grant): void {
  world.state.grants = world.state.grants.filter(
    (known) => known.appId !== grant.appId || known.personId !== grant.personId || known.through !== grant.through,
  );
  world.state.grants.push(grant);
}

export function grantOf(world: World, token: IssuedToken): Grant | undefined {
  return findGrant(world, token.appId, token.personId, token.through);
}

const everyTask = ["ADVERTISE", "ANALYZE", "CREATE_CONTENT", "MESSAGING", "MODERATE", "MANAGE"];

/** The Pages a grant reaches today, with what its holder may do there. A system user keeps what it was given. */
export function grantedPages(world: World, grant: Grant): Person["pages"] {
  const held = findPerson(world, grant.personId)?.pages ?? [];
  if (grant.through === "system-user" && grant.pageIds !== "all") {
    return grant.pageIds.map((id) => ({ id, tasks: everyTask }));
  }
  return held.filter((role) => grant.pageIds === "all" || grant.pageIds.includes(role.id));
}
