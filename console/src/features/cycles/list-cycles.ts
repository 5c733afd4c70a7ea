import { infiniteQueryOptions } from "@tanstack/react-query";
import { cycle, listOf } from "@velodrome/contract";
import { inAccount, request } from "../../lib/request.ts";

export const cyclesQuery = (account: string) =>
  infiniteQueryOptions({
    queryKey: ["cycles", account],
    queryFn: ({ pageParam, signal }) =>
      request(listOf(cycle), inAccount(account, "cycles"), { query: { cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
