import { queryOptions } from "@tanstack/react-query";
import { listOf, setup } from "@velodrome/contract";
import { request } from "../../lib/request.ts";
import { setupAddress } from "./setup-address.ts";

/** A connector's Setups; so few that one page of the largest size is all of them. */
export const setupsQuery = (connector: string) =>
  queryOptions({
    queryKey: ["setups", connector],
    queryFn: ({ signal }) => request(listOf(setup), setupAddress(connector), { query: { limit: 200 }, signal }),
    select: (list) => list.items,
  });
