import type { App, Person } from "./shape.ts";

/** Before an app is live it has to do only with people who have a role on it. */
export function isWithinReach(app: App, person: Person): boolean {
  return app.mode === "live" || person.roles.includes(app.id);
}
