import { infiniteQueryOptions } from "@tanstack/react-query";
import { type EventKind, event, listOf } from "@velodrome/contract";
import { inScope, request, type Scope } from "../../lib/request.ts";

export interface EventFilters {
  /** Only across accounts. An id. */
  account?: string | undefined;
  connection?: string | undefined;
  kind?: EventKind | undefined;
  routed?: boolean | undefined;
  from?: string | undefined;
  to?: string | undefined;
  page?: string | undefined;
  person?: string | undefined;
  mid?: string | undefined;
  q?: string | undefined;
}

export const eventsQuery = (scope: Scope, filters: EventFilters) =>
  infiniteQueryOptions({
    queryKey: ["events", scope, filters] as const,
    queryFn: ({ pageParam, signal }) =>
      request(listOf(event), inScope(scope, "events"), { query: { ...filters, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
