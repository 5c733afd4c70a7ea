import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { listOf, setup } from "@velodrome/contract";
import { request } from "../../lib/request.ts";
import { setupAddress } from "./setup-address.ts";

/** Apps that connections brought under a Setup. */
export const ownAppsQuery = (connector: string, base: string) =>
  infiniteQueryOptions({
    queryKey: ["setups", connector, "under", base],
    queryFn: ({ pageParam, signal }) =>
      request(listOf(setup), setupAddress(connector), { query: { base, limit: 50, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

/** A connector's Setups; so few that one page of the largest size is all of them. */
export const setupsQuery = (connector: string) =>
  queryOptions({
    queryKey: ["setups", connector],
    queryFn: ({ signal }) => request(listOf(setup), setupAddress(connector), { query: { limit: 200 }, signal }),
    select: (list) => list.items,
  });
