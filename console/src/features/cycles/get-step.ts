import { queryOptions } from "@tanstack/react-query";
import { stepDetail } from "@velodrome/contract";
import { inAccount, request } from "../../lib/request.ts";

export const stepQuery = (account: string, cycle: string, step: string) =>
  queryOptions({
    queryKey: ["step", account, cycle, step],
    queryFn: ({ signal }) => request(stepDetail, inAccount(account, "cycles", cycle, "steps", step), { signal }),
  });
