import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import type { Event } from "@velodrome/contract";
import { fits } from "../../lib/list-filter.ts";
import { type LiveRules, mergeLive, type Page } from "../../lib/merge-live.ts";
import type { Scope } from "../../lib/request.ts";
import { type EventFilters, eventsQuery } from "./list-events.ts";

/** More news than this at once are not merged one by one: the list is asked for again instead. */
const flood = 100;

type Pages = InfiniteData<Page<Event>, string | null>;

/** Which live events belong into a list with these filters; an event changes at most from unrouted to routed. */
const rulesFor = ({ connection, kind, routed, mid, ...filters }: EventFilters): LiveRules<Event> => ({
  accepts: (event) =>
    (connection === undefined || event.connection === connection) &&
    (kind === undefined || event.kind === kind) &&
    (routed === undefined || event.routed === routed) &&
    (mid === undefined || event.mid === mid) &&
    fits(event, event.receivedAt, filters),
  newer: (known, arrived) => (known.routed && !arrived.routed ? known : arrived),
});

/** Lays events that just arrived over every list that shows them. */
export async function applyLiveEvents(client: QueryClient, scope: Scope, events: readonly Event[]): Promise<void> {
  if (events.length > flood) {
    await client.invalidateQueries({ queryKey: ["events", scope] });
    return;
  }
  for (const [key] of client.getQueriesData<Pages>({ queryKey: ["events", scope] })) {
    const filters = (key[2] ?? {}) as EventFilters;
    client.setQueryData<Pages>(eventsQuery(scope, filters).queryKey, (data) =>
      data ? { ...data, pages: mergeLive(data.pages, events, rulesFor(filters)) } : undefined,
    );
  }
}
