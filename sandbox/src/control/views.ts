import type { IssuedToken } from "../world/credential-shape.ts";
import type { Call, Delivery, Message, Thread } from "../world/shape.ts";
import { deathOf } from "../world/tokens.ts";
import { findThread, type World } from "../world/world.ts";

const shownOfEach = 200;

/** Everything but conversations and secrets: what the chat page needs to draw its frame. */
export function stateView(world: World): unknown {
  const { apps, pages, people, threads } = world.state;
  return {
    apps: apps.map(({ secret: _, ...app }) => app),
    pages: pages.map(({ accessToken: _, ...page }) => page),
    people,
    tokens: tokenViews(world).slice(-shownOfEach),
    threads: threads.map(summary),
    deliveries: countStates(world.state.deliveries),
    calls: world.state.calls.at(-1)?.seq ?? 0,
  };
}

type TokenView = Omit<IssuedToken, "value" | "personId"> & { personId: string | null };

/** Every token but its value; with those that Pages had from the beginning. */
export function tokenViews(world: World): TokenView[] {
  const { pages, tokens } = world.state;
  const seeded = pages.flatMap((page): TokenView[] => {
    if (page.accessToken === null || page.tokenAppId === null) return [];
    const whose = { appId: page.tokenAppId, personId: null, pageId: page.id, through: "user" as const };
    const times = { issuedAt: 0, expiresAt: null, death: page.tokenDeath };
    return [{ id: `page:${page.id}`, kind: "page", ...whose, ...times }];
  });
  const issued = tokens.map((token): TokenView => {
    const { value: _, ...shown } = token;
    return { ...shown, death: deathOf(world, token) };
  });
  return [...seeded, ...issued];
}

function summary(thread: Thread): unknown {
  return {
    pageId: thread.pageId,
    psid: thread.psid,
    personActedAt: thread.personActedAt,
    messages: thread.messages.length,
    last: thread.messages.at(-1) ?? null,
  };
}

function countStates(deliveries: Delivery[]): Record<Delivery["state"], number> {
  const counts = { pending: 0, answered: 0, dropped: 0 };
  for (const delivery of deliveries) counts[delivery.state] += 1;
  return counts;
}

export interface ThreadView {
  messages: Message[];
  deliveries: Delivery[];
  calls: Call[];
}

export function threadView(world: World, pageId: string, psid: string): ThreadView {
  const here = (one: { pageId: string | null; psid: string | null }) => one.pageId === pageId && one.psid === psid;
  return {
    messages: findThread(world, pageId, psid)?.messages ?? [],
    deliveries: world.state.deliveries.filter(here).slice(-shownOfEach),
    calls: world.state.calls.filter(here).slice(-shownOfEach),
  };
}
