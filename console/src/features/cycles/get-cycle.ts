import { queryOptions } from "@tanstack/react-query";
import { cycleWithDocument } from "@velodrome/contract";
import { inAccount, request } from "../../lib/request.ts";

export const cycleQuery = (account: string, cycle: string) =>
  queryOptions({
    queryKey: ["cycle", account, cycle],
    queryFn: ({ signal }) => request(cycleWithDocument, inAccount(account, "cycles", cycle), { signal }),
  });
