import { infiniteQueryOptions } from "@tanstack/react-query";
import { erasure, listOf } from "@velodrome/contract";
import { inAccount, request } from "../../lib/request.ts";

export const erasuresQuery = (account: string) =>
  infiniteQueryOptions({
    queryKey: ["erasures", account],
    queryFn: ({ pageParam, signal }) =>
      request(listOf(erasure), inAccount(account, "erasures"), { query: { cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
