import { queryOptions } from "@tanstack/react-query";
import { connection, listOf } from "@velodrome/contract";
import { inAccount, request } from "../../lib/request.ts";
import { wholeList } from "../../lib/whole-list.ts";

/** All of an account's connections. */
export const connectionsQuery = (account: string) =>
  queryOptions({
    queryKey: ["connections", account],
    queryFn: ({ signal }) =>
      wholeList((query) => request(listOf(connection), inAccount(account, "connections"), { query, signal })),
    staleTime: 60_000,
  });
