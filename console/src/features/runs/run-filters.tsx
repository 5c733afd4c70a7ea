import { Group, Select } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { type RunStatus, runStatuses } from "@velodrome/contract";
import type { ReactNode } from "react";
import type { Scope } from "../../lib/request.ts";
import classes from "../../ui/filter-bar.module.css";
import { FilterPills } from "../../ui/filter-pills.tsx";
import { MoreFilters } from "../../ui/more-filters.tsx";
import { PeriodAndFieldPills } from "../../ui/period-pills.tsx";
import { SearchInput } from "../../ui/search-input.tsx";
import { type RunFilters as Filters, runsQuery } from "./list-runs.ts";
import { texts } from "./texts.ts";

interface RunFiltersProps {
  filters: Filters;
  onChange: (filters: Filters) => void;
  /** What narrows by where: the account's cycles, or across accounts the account. */
  place: ReactNode;
}

const statuses = runStatuses.map((status) => ({ value: status, label: texts.states[status] }));

const fields = [
  { key: "page", label: texts.page },
  { key: "person", label: texts.person },
  { key: "mid", label: texts.mid },
  { key: "code", label: texts.code },
] as const;
/** A step is set by choosing what fails, and not written. */
const pills = [...fields, { key: "step", label: texts.step }];

export function RunFilters({ filters, onChange, place }: RunFiltersProps) {
  const { page, person, mid, code, step, from, to } = filters;
  const change = (changed: Filters) => onChange({ ...filters, ...changed });
  return (
    <>
      <Group gap="sm" role="search">
        <SearchInput label={texts.search} hint={texts.searchHint} value={filters.q} onChange={(q) => change({ q })} />
        <Select
          className={classes.choice}
          aria-label={texts.filterStatus}
          placeholder={texts.anyStatus}
          data={statuses}
          value={filters.status ?? null}
          onChange={(status) => change({ status: (status as RunStatus | null) ?? undefined })}
          clearable
        />
        {place}
        <MoreFilters fields={fields} values={{ page, person, mid, code, from, to }} onChange={change} />
      </Group>
      <PeriodAndFieldPills fields={pills} values={{ page, person, mid, code, step, from, to }} onChange={change} />
    </>
  );
}

/** Across accounts a cycle is not looked for, but one that was come to by a link can be let go. */
export function OneCycle({ cycle, scope, filters, onDrop }: OneCycleProps) {
  const { data } = useInfiniteQuery(runsQuery(scope, filters));
  const value = data?.pages[0]?.items.find((run) => run.cycle === cycle)?.cycleName ?? cycle;
  return <FilterPills pills={[{ key: "cycle", label: texts.cycle, value }]} onDrop={onDrop} />;
}

interface OneCycleProps {
  cycle: string;
  scope: Scope;
  filters: Filters;
  onDrop: () => void;
}

interface CycleFilterProps {
  /** Those that fit what is typed, and the chosen one. */
  cycles: readonly { id: string; name: string }[];
  typed: string;
  onTyped: (typed: string) => void;
  value: string | undefined;
  onChange: (cycle: string | undefined) => void;
}

/** Runs of one cycle. */
export function CycleFilter({ cycles, typed, onTyped, value, onChange }: CycleFilterProps) {
  return (
    <Select
      className={classes.choice}
      aria-label={texts.filterCycle}
      placeholder={texts.anyCycle}
      data={cycles.map(({ id, name }) => ({ value: id, label: name }))}
      value={value ?? null}
      onChange={(cycle) => onChange(cycle ?? undefined)}
      clearable
      searchable
      searchValue={typed}
      onSearchChange={onTyped}
      filter={({ options }) => options}
      nothingFoundMessage={texts.noCycleFound}
    />
  );
}
