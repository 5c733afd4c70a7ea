import { infiniteQueryOptions } from "@tanstack/react-query";
import { listOf, type RunStatus, run } from "@velodrome/contract";
import { inScope, request, type Scope } from "../../lib/request.ts";

export interface RunFilters {
  /** Only across accounts. An id. */
  account?: string | undefined;
  cycle?: string | undefined;
  status?: RunStatus | undefined;
  /** Of the error that ended it, and where it came from. */
  code?: string | undefined;
  step?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  page?: string | undefined;
  person?: string | undefined;
  mid?: string | undefined;
  q?: string | undefined;
}

export const runsQuery = (scope: Scope, filters: RunFilters) =>
  infiniteQueryOptions({
    queryKey: ["runs", scope, filters] as const,
    queryFn: ({ pageParam, signal }) =>
      request(listOf(run), inScope(scope, "runs"), { query: { ...filters, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
