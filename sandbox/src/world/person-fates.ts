import type { Page, Person } from "./shape.ts";
import { isHeldBy, killTokens } from "./tokens.ts";
import type { World } from "./world.ts";

/** Everything the person signed in to forgets them: 190/460. A system user's tokens do not hang on anybody's password. */
export function changePassword(world: World, person: Person): number {
  return killTokens(world, "password-changed", (token) => isHeldBy(token, { personId: person.id, through: "user" }));
}

/** The person takes the app out of their settings: what they allowed is gone, and every token with it: 190/458. */
export function removeApp(world: World, person: Person, appId: string): number {
  world.state.grants = world.state.grants.filter((grant) => grant.appId !== appId || grant.personId !== person.id);
  return killTokens(world, "app-removed", (token) => isHeldBy(token, { personId: person.id, appId }));
}

/** Somebody took the person's role on the Page away: their tokens for it end with 190/492. */
export function loseRole(world: World, person: Person, page: Page): number {
  person.pages = person.pages.filter((role) => role.id !== page.id);
  return killTokens(
    world,
    "role-lost",
    (token) => token.pageId === page.id && isHeldBy(token, { personId: person.id, through: "user" }),
  );
}
