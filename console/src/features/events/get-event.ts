import { queryOptions } from "@tanstack/react-query";
import { eventWithItem } from "@velodrome/contract";
import { inAccount, request } from "../../lib/request.ts";

export const eventQuery = (account: string, event: string) =>
  queryOptions({
    queryKey: ["event", account, event],
    queryFn: ({ signal }) => request(eventWithItem, inAccount(account, "events", event), { signal }),
  });
