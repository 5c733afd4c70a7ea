import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { account, listOf } from "@velodrome/contract";
import { request } from "../../lib/request.ts";

const shown = 20;

/** The newest accounts that a name or external id finds. */
export const accountSearchQuery = (q: string) =>
  queryOptions({
    queryKey: ["account-search", q],
    queryFn: ({ signal }) => request(listOf(account), "/v1/accounts", { query: { q, limit: shown }, signal }),
    select: ({ items }) => items,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
