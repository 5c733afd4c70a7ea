import { getRouteApi } from "@tanstack/react-router";
import { AccountSelect } from "../../features/accounts/account-select.tsx";
import { OneCycle } from "../../features/runs/run-filters.tsx";
import { RunsView } from "../runs-view.tsx";
import type { RunsSearch } from "../search.ts";

const route = getRouteApi("/frame/runs");

/** Runs across accounts. */
export function AllRunsPage() {
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  const show = (search: RunsSearch) => void navigate({ search, replace: true });
  const { failures: _, ...listed } = filters;
  const place = (
    <>
      <AccountSelect value={filters.account} onChange={(account) => show({ ...filters, account })} />
      {filters.cycle === undefined ? null : (
        <OneCycle
          {...{ cycle: filters.cycle, scope: null, filters: listed }}
          onDrop={() => show({ ...filters, cycle: undefined })}
        />
      )}
    </>
  );
  return <RunsView scope={null} filters={filters} onChange={show} place={place} />;
}
