import { queryOptions } from "@tanstack/react-query";
import { runWithSteps } from "@velodrome/contract";
import { inAccount, request } from "../../lib/request.ts";

export const runQuery = (account: string, run: string) =>
  queryOptions({
    queryKey: ["run", account, run] as const,
    queryFn: ({ signal }) => request(runWithSteps, inAccount(account, "runs", run), { signal }),
  });
