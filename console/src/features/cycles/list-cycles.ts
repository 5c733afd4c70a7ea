import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { cycle, labelsInUse, listOf } from "@velodrome/contract";
import { inAccount, request } from "../../lib/request.ts";

export interface CycleFilters {
  q?: string | undefined;
  folder?: string | undefined;
  tag?: string | undefined;
  /** What lies in the recycle bin instead. */
  deleted?: boolean | undefined;
}

export const cyclesQuery = (account: string, filters: CycleFilters = {}) =>
  infiniteQueryOptions({
    queryKey: ["cycles", account, filters],
    queryFn: ({ pageParam, signal }) =>
      request(listOf(cycle), inAccount(account, "cycles"), { query: { ...filters, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

/** Folders and tags in use. Below the cycles' own key, because it changes with them. */
export const labelsQuery = (account: string) =>
  queryOptions({
    queryKey: ["cycles", account, "labels"],
    queryFn: ({ signal }) => request(labelsInUse, inAccount(account, "cycles", "labels"), { signal }),
  });
