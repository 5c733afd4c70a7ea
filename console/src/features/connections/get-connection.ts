import { queryOptions } from "@tanstack/react-query";
import { connection } from "@velodrome/contract";
import { inAccount, request } from "../../lib/request.ts";

export const connectionQuery = (account: string, id: string) =>
  queryOptions({
    queryKey: ["connection", account, id],
    queryFn: ({ signal }) => request(connection, inAccount(account, "connections", id), { signal }),
  });
