import type { QueryClient } from "@tanstack/react-query";
import type { Event } from "@velodrome/contract";
import { askAgain } from "../../lib/ask-again.ts";
import { layOver } from "../../lib/lay-over.ts";
import { fits } from "../../lib/list-filter.ts";
import type { LiveRules } from "../../lib/merge-live.ts";
import type { Scope } from "../../lib/request.ts";
import type { EventFilters } from "./list-events.ts";

/** More news than this at once are not merged one by one: the list is asked for again instead. */
const flood = 100;

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
  if (events.length > flood) await askAgain(client, { queryKey: ["events", scope] });
  else layOver(client, ["events", scope], events, rulesFor);
}
