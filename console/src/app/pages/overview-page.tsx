import { getRouteApi } from "@tanstack/react-router";
import { texts } from "../../features/dashboard/texts.ts";
import { DashboardView } from "../dashboard-view.tsx";
import { FirstMinute } from "../first-minute.tsx";
import { useDemo } from "../use-demo.ts";

const route = getRouteApi("/frame/accounts/$account/");

/** One account at a glance. */
export function OverviewPage() {
  const { account } = route.useParams();
  const { period = "day" } = route.useSearch();
  const navigate = route.useNavigate();
  const demo = useDemo();
  return (
    <DashboardView
      scope={account}
      heading={texts.overview}
      period={period}
      onPeriod={(chosen) => void navigate({ search: { period: chosen }, replace: true })}
    >
      {demo === account ? <FirstMinute account={account} /> : null}
    </DashboardView>
  );
}
