import { infiniteQueryOptions } from "@tanstack/react-query";
import { choice, listOf } from "@velodrome/contract";
import { inAccount, request } from "../../../lib/request.ts";

export interface ChoicesAsked {
  account: string;
  connection: string;
  lookup: string;
  search: string;
}

/** What an application lists for a field, page by page. */
export const choicesQuery = ({ account, connection, lookup, search }: ChoicesAsked) =>
  infiniteQueryOptions({
    queryKey: ["choices", account, connection, lookup, search],
    queryFn: ({ pageParam, signal }) =>
      request(listOf(choice), inAccount(account, "connections", connection, "lookups", lookup), {
        query: { search, cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 60_000,
  });
