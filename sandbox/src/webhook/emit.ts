import { isWithinReach } from "../world/app-reach.ts";
import { findApp, findPage, findPerson, type World } from "../world/world.ts";
import type { Courier } from "./courier.ts";
import { envelope, type Item } from "./payload.ts";

export interface Happening {
  field: string;
  pageId: string;
  psid: string;
  mid: string | null;
  item: Item;
}

/** Tells every app that asked for this field at both levels: its own subscription and the Page's; while it is in development, only of people with a role. */
export function emit(world: World, courier: Courier, happening: Happening): void {
  for (const appId of subscribers(world, happening)) {
    const at = world.now();
    courier.send({
      id: world.newId("w_"),
      appId,
      pageId: happening.pageId,
      psid: happening.psid,
      mid: happening.mid,
      field: happening.field,
      body: envelope(happening.pageId, at, happening.item),
      createdAt: at,
      state: "pending",
      failures: 0,
      firstTriedAt: null,
      nextAt: at,
      attempts: [],
      note: null,
    });
  }
}

function subscribers(world: World, { pageId, psid, field }: Happening): string[] {
  const page = findPage(world, pageId);
  const person = findPerson(world, psid);
  return (page?.apps ?? [])
    .filter((link) => link.fields.includes(field))
    .map((link) => findApp(world, link.id))
    .filter((app) => app !== undefined)
    .filter((app) => app.callback !== null && app.fields.includes(field))
    .filter((app) => person !== undefined && isWithinReach(app, person))
    .map((app) => app.id);
}
