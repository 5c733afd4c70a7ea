import { getRouteApi } from "@tanstack/react-router";
import { AccountSelect } from "../../features/accounts/account-select.tsx";
import type { RunFilters } from "../../features/runs/list-runs.ts";
import { RunsView } from "../runs-view.tsx";

const route = getRouteApi("/frame/runs");

/** Runs across accounts. */
export function AllRunsPage() {
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  const show = (search: RunFilters) => void navigate({ search, replace: true });
  const place = <AccountSelect value={filters.account} onChange={(account) => show({ ...filters, account })} />;
  return <RunsView scope={null} filters={filters} onChange={show} place={place} />;
}
