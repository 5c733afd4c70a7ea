import { infiniteQueryOptions } from "@tanstack/react-query";
import { type EventKind, event, listOf } from "@velodrome/contract";
import { inAccount, request } from "../../lib/request.ts";

export interface EventFilters {
  connection?: string | undefined;
  kind?: EventKind | undefined;
  routed?: boolean | undefined;
  q?: string | undefined;
}

export const eventsQuery = (account: string, filters: EventFilters) =>
  infiniteQueryOptions({
    queryKey: ["events", account, filters] as const,
    queryFn: ({ pageParam, signal }) =>
      request(listOf(event), inAccount(account, "events"), { query: { ...filters, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
