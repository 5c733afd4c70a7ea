import { queryOptions } from "@tanstack/react-query";
import { account } from "@velodrome/contract";
import { inAccount, request } from "../../lib/request.ts";

export const accountQuery = (key: string) =>
  queryOptions({
    queryKey: ["account", key],
    queryFn: ({ signal }) => request(account, inAccount(key), { signal }),
    staleTime: 60_000,
  });
