import { queryOptions } from "@tanstack/react-query";
import { connection, listOf } from "@velodrome/contract";
import { inAccount, request } from "../../lib/request.ts";

/** An account's connections; so few that one page of the largest size is all of them. */
export const connectionsQuery = (account: string) =>
  queryOptions({
    queryKey: ["connections", account],
    queryFn: ({ signal }) =>
      request(listOf(connection), inAccount(account, "connections"), { query: { limit: 200 }, signal }),
    select: (list) => list.items,
    staleTime: 60_000,
  });
