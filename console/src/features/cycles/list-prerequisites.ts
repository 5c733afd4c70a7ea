import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { listOf, prerequisite } from "@velodrome/contract";
import { inAccount, request } from "../../lib/request.ts";

/** What a draft misses before it can run; asked anew with each revision. */
export const prerequisitesQuery = (account: string, cycle: string, revision: number) =>
  queryOptions({
    queryKey: ["prerequisites", account, cycle, revision],
    queryFn: ({ signal }) =>
      request(listOf(prerequisite), inAccount(account, "cycles", cycle, "prerequisites"), {
        query: { limit: 200 },
        signal,
      }),
    select: (list) => list.items,
    placeholderData: keepPreviousData,
  });
