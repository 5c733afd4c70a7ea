import { queryOptions } from "@tanstack/react-query";
import { connectionHealth } from "@velodrome/contract";
import { inAccount, request } from "../../lib/request.ts";

/** What the doctor finds. Asking has the application asked, so an answer is kept for a while. */
export const connectionHealthQuery = (account: string, id: string) =>
  queryOptions({
    queryKey: ["connection-health", account, id],
    queryFn: ({ signal }) => request(connectionHealth, inAccount(account, "connections", id, "health"), { signal }),
    staleTime: 30_000,
  });
