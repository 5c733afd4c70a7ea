import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { cyclesQuery } from "../../features/cycles/list-cycles.ts";
import { CycleFilter } from "../../features/runs/run-filters.tsx";
import { RunsView } from "../runs-view.tsx";
import type { RunsSearch } from "../search.ts";

const route = getRouteApi("/frame/accounts/$account/runs");

export function RunsPage() {
  const { account } = route.useParams();
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  const { data } = useInfiniteQuery(cyclesQuery(account));
  const cycles = data?.pages.flatMap((page) => page.items) ?? [];
  const show = (search: RunsSearch) => void navigate({ search, replace: true });
  const place = <CycleFilter cycles={cycles} value={filters.cycle} onChange={(cycle) => show({ ...filters, cycle })} />;
  return <RunsView scope={account} filters={filters} onChange={show} place={place} />;
}
