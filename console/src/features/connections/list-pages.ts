import { infiniteQueryOptions } from "@tanstack/react-query";
import { choice, listOf } from "@velodrome/contract";
import { inAccount, request } from "../../lib/request.ts";

/** Pages that the person who signed in can connect. */
export const pagesQuery = (account: string, id: string, search: string) =>
  infiniteQueryOptions({
    queryKey: ["pages", account, id, search],
    queryFn: ({ pageParam, signal }) =>
      request(listOf(choice), inAccount(account, "connections", id, "lookups", "pages"), {
        query: { search, limit: 200, cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
