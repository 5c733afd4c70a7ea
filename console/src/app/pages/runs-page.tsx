import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { cyclesQuery } from "../../features/cycles/list-cycles.ts";
import type { RunFilters as Filters } from "../../features/runs/list-runs.ts";
import { RunFilters } from "../../features/runs/run-filters.tsx";
import { RunsList } from "../../features/runs/runs-list.tsx";
import { texts } from "../../features/runs/texts.ts";
import { Page } from "../../ui/page.tsx";

const route = getRouteApi("/frame/accounts/$account/runs");

export function RunsPage() {
  const { account } = route.useParams();
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  const { data } = useInfiniteQuery(cyclesQuery(account));
  const cycles = data?.pages.flatMap((page) => page.items) ?? [];
  const show = (search: Filters) => void navigate({ search, replace: true });
  return (
    <Page heading={texts.heading}>
      <RunFilters filters={filters} cycles={cycles} onChange={show} />
      <RunsList account={account} filters={filters} onClear={() => show({})} />
    </Page>
  );
}
