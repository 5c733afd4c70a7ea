import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { dashboard, type DashboardPeriod } from "@velodrome/contract";
import { inScope, request, type Scope } from "../../lib/request.ts";

/** How often it is looked at anew while it is open. In ms. */
const every = 30_000;

export const dashboardQuery = (scope: Scope, period: DashboardPeriod) =>
  queryOptions({
    queryKey: ["dashboard", scope, period],
    queryFn: ({ signal }) => request(dashboard, inScope(scope, "dashboard"), { query: { period }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: every,
  });
