import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { dashboard, type DashboardPeriod } from "@velodrome/contract";
import { ownZone } from "../../lib/time-zones.ts";
import { inScope, request, type Scope } from "../../lib/request.ts";

/** How often it is looked at anew while it is open. In ms. */
const every = 30_000;

/** Days begin when they do for whoever looks. */
export function dashboardQuery(scope: Scope, period: DashboardPeriod) {
  const timezone = ownZone();
  return queryOptions({
    queryKey: ["dashboard", scope, period],
    queryFn: ({ signal }) => request(dashboard, inScope(scope, "dashboard"), { query: { period, timezone }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: every,
  });
}
