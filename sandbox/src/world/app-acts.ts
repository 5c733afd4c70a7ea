import type { IssuedToken } from "./credential-shape.ts";
import { findGrant, putGrant } from "./grants.ts";
import { freshSecret } from "./seed.ts";
import { type App, appSchema, type Configuration, type Page, type Person } from "./shape.ts";
import { issueToken } from "./tokens.ts";
import { findApp, freshId, type World } from "./world.ts";

export function addApp(world: World, wanted: { id?: string | undefined; secret?: string | undefined }): App {
  const app = appSchema.parse({
    ...wanted,
    id: wanted.id ?? freshId((id) => findApp(world, id) !== undefined),
    secret: wanted.secret ?? freshSecret(),
    callback: null,
    fields: [],
  });
  world.state.apps.push(app);
  world.publish({ type: "world" });
  return app;
}

/** From here on everything is signed with the new secret; app tokens made of the old one open nothing. */
export function replaceSecret(world: World, app: App, secret = freshSecret()): string {
  app.secret = secret;
  world.publish({ type: "world" });
  return secret;
}

export function addConfiguration(world: World, app: App, wanted: Omit<Configuration, "id">): Configuration {
  const configuration = { ...wanted, id: freshId((id) => app.configurations.some((known) => known.id === id)) };
  app.configurations.push(configuration);
  world.publish({ type: "world" });
  return configuration;
}

const messengerPermissions = ["public_profile", "pages_show_list", "pages_manage_metadata", "pages_messaging"];

/** "Generate access token" of the dashboard's Messenger settings: as if the person had signed in for this Page. */
export function issueDashboardToken(world: World, app: App, person: Person, page: Page): IssuedToken {
  const whose = { appId: app.id, personId: person.id, through: "user" as const };
  const before = findGrant(world, app.id, person.id, "user");
  const granted = new Set([...(before?.granted ?? []), ...messengerPermissions]);
  const pages = before?.pageIds ?? [];
  putGrant(world, {
    ...whose,
    granted: [...granted],
    declined: (before?.declined ?? []).filter((permission) => !granted.has(permission)),
    pageIds: pages === "all" ? "all" : [...new Set([...pages, page.id])],
    at: world.now(),
  });
  const token = issueToken(world, whose, { kind: "page", pageId: page.id, lifeMs: null });
  world.publish({ type: "world" });
  return token;
}
