import { findApp, type World } from "../world/world.ts";
import type { Courier } from "./courier.ts";
import { envelope, type Item } from "./payload.ts";

export interface Happening {
  field: string;
  pageId: string;
  psid: string;
  mid: string | null;
  item: Item;
}

/** Tells every app that asked for this field at both levels: its own subscription and the Page's. */
export function emit(world: World, courier: Courier, happening: Happening): void {
  for (const appId of subscribers(world, happening.pageId, happening.field)) {
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

function subscribers(world: World, pageId: string, field: string): string[] {
  const page = world.state.pages.find((candidate) => candidate.id === pageId);
  return (page?.apps ?? [])
    .filter((link) => link.fields.includes(field))
    .map((link) => findApp(world, link.id))
    .filter((app) => app !== undefined)
    .filter((app) => app.callback !== null && app.fields.includes(field))
    .map((app) => app.id);
}
