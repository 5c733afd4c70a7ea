import { infiniteQueryOptions } from "@tanstack/react-query";
import { listOf, type RunStatus, run } from "@velodrome/contract";
import { inAccount, request } from "../../lib/request.ts";

export interface RunFilters {
  cycle?: string | undefined;
  status?: RunStatus | undefined;
  q?: string | undefined;
}

export const runsQuery = (account: string, filters: RunFilters) =>
  infiniteQueryOptions({
    queryKey: ["runs", account, filters] as const,
    queryFn: ({ pageParam, signal }) =>
      request(listOf(run), inAccount(account, "runs"), { query: { ...filters, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
