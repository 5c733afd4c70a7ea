import { queryOptions } from "@tanstack/react-query";
import { cycleVersion, listOf } from "@velodrome/contract";
import { inAccount, request } from "../../lib/request.ts";

/** A cycle's latest versions, newest first, each with its document. */
export const versionsQuery = (account: string, cycle: string) =>
  queryOptions({
    queryKey: ["versions", account, cycle],
    queryFn: ({ signal }) => request(listOf(cycleVersion), inAccount(account, "cycles", cycle, "versions"), { signal }),
    select: (list) => list.items,
  });
