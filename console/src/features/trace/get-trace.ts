import { queryOptions } from "@tanstack/react-query";
import { trace } from "@velodrome/contract";
import { inScope, request, type Scope } from "../../lib/request.ts";

/** What somebody knows of the message they look for. */
export interface TraceWish {
  account?: string | undefined;
  event?: string | undefined;
  mid?: string | undefined;
  page?: string | undefined;
  person?: string | undefined;
  at?: string | undefined;
}

/** Whether that is enough to look for it. */
export const isEnough = ({ event, mid, page, at }: TraceWish): boolean =>
  event !== undefined || mid !== undefined || (page !== undefined && at !== undefined);

export const traceQuery = (scope: Scope, wish: TraceWish) =>
  queryOptions({
    queryKey: ["trace", scope, wish],
    queryFn: ({ signal }) => request(trace, inScope(scope, "trace"), { query: { ...wish }, signal }),
    enabled: isEnough(wish),
  });
