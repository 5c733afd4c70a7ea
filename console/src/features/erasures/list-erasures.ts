import { infiniteQueryOptions } from "@tanstack/react-query";
import { erasure, listOf } from "@velodrome/contract";
import { inAccount, request } from "../../lib/request.ts";

/** How often one that is going on is asked for, in ms: no live news are sent of it. */
const every = 2_000;

export const erasuresQuery = (account: string) =>
  infiniteQueryOptions({
    queryKey: ["erasures", account],
    queryFn: ({ pageParam, signal }) =>
      request(listOf(erasure), inAccount(account, "erasures"), { query: { cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(({ status }) => status !== "done")) ? every : false,
  });
