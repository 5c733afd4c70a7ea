import { queryOptions } from "@tanstack/react-query";
import { type Account, account, listOf } from "@velodrome/contract";
import { request } from "../../lib/request.ts";

const shown = 20;

/** Whether the server finds an account by it: in its name, or as the beginning of its external id. */
export const isFoundBy =
  (q: string) =>
  ({ name, externalId }: Pick<Account, "name" | "externalId">): boolean => {
    const wanted = q.toLowerCase();
    return name.toLowerCase().includes(wanted) || externalId?.toLowerCase().startsWith(wanted) === true;
  };

/** The newest accounts that a name or external id finds. While they are asked for, those of before that fit as well. */
export const accountSearchQuery = (q: string) =>
  queryOptions({
    queryKey: ["account-search", q],
    queryFn: ({ signal }) => request(listOf(account), "/v1/accounts", { query: { q, limit: shown }, signal }),
    select: ({ items }) => items,
    placeholderData: (before) => before && { ...before, items: before.items.filter(isFoundBy(q)) },
    staleTime: 30_000,
  });
