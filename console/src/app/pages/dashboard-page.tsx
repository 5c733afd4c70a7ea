import { getRouteApi } from "@tanstack/react-router";
import { texts } from "../../features/dashboard/texts.ts";
import { DashboardView } from "../dashboard-view.tsx";
import { FirstMinute } from "../first-minute.tsx";
import { useDemo } from "../use-demo.ts";

const route = getRouteApi("/frame/");

/** All accounts at a glance; on the first day, what to do first. */
export function DashboardPage() {
  const { period = "day" } = route.useSearch();
  const navigate = route.useNavigate();
  const demo = useDemo();
  return (
    <DashboardView
      scope={null}
      heading={texts.heading}
      period={period}
      onPeriod={(chosen) => void navigate({ search: { period: chosen }, replace: true })}
    >
      {demo === null ? null : <FirstMinute account={demo} />}
    </DashboardView>
  );
}
