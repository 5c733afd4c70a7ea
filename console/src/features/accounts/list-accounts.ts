import { infiniteQueryOptions } from "@tanstack/react-query";
import { account, listOf } from "@velodrome/contract";
import { request } from "../../lib/request.ts";

export const accountsQuery = infiniteQueryOptions({
  queryKey: ["accounts"],
  queryFn: ({ pageParam, signal }) =>
    request(listOf(account), "/v1/accounts", { query: { cursor: pageParam }, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
});
