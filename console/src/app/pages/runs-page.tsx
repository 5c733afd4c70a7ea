import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { cycleQuery } from "../../features/cycles/get-cycle.ts";
import { cyclesQuery } from "../../features/cycles/list-cycles.ts";
import { CycleFilter } from "../../features/runs/run-filters.tsx";
import { RunsView } from "../runs-view.tsx";
import type { RunsSearch } from "../search.ts";

const route = getRouteApi("/frame/accounts/$account/runs");

const pause = 200;

/** Cycles that the server finds by what is typed, of however many. */
function useCycleChoice(account: string, chosen: string | undefined) {
  const [typed, onTyped] = useState("");
  const [asked] = useDebouncedValue(typed.trim(), pause);
  const { data: own } = useQuery({ ...cycleQuery(account, chosen ?? ""), enabled: chosen !== undefined });
  // The chosen one's own name stands in the field; asking for it would leave no other to choose.
  const q = asked === own?.name ? "" : asked;
  const { data } = useInfiniteQuery({
    ...cyclesQuery(account, q === "" ? {} : { q }),
    placeholderData: keepPreviousData,
  });
  const found = data?.pages[0]?.items ?? [];
  const cycles = own === undefined ? found : [own, ...found.filter(({ id }) => id !== own.id)];
  return { cycles, typed, onTyped };
}

export function RunsPage() {
  const { account } = route.useParams();
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  const { cycles, typed, onTyped } = useCycleChoice(account, filters.cycle);
  const show = (search: RunsSearch) => void navigate({ search, replace: true });
  const onCycle = (cycle?: string) => show({ ...filters, cycle });
  const place = <CycleFilter {...{ cycles, typed, onTyped }} value={filters.cycle} onChange={onCycle} />;
  return <RunsView scope={account} filters={filters} onChange={show} place={place} />;
}
