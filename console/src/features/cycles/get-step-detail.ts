import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { stepDetail } from "@velodrome/contract";
import { inAccount, request } from "../../lib/request.ts";

/** One step of the draft in a revision, with what follows from it. */
export const stepDetailQuery = (
  account: string,
  { cycle, revision }: { cycle: string; revision: number },
  step: string,
) =>
  queryOptions({
    queryKey: ["step", account, cycle, step, revision],
    queryFn: ({ signal }) => request(stepDetail, inAccount(account, "cycles", cycle, "steps", step), { signal }),
    placeholderData: keepPreviousData,
  });
