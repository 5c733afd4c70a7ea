import { Group, Select } from "@mantine/core";
import { type RunStatus, runStatuses } from "@velodrome/contract";
import classes from "../../ui/filter-bar.module.css";
import { SearchInput } from "../../ui/search-input.tsx";
import type { RunFilters as Filters } from "./list-runs.ts";
import { texts } from "./texts.ts";

interface RunFiltersProps {
  filters: Filters;
  /** Cycles to choose from. */
  cycles: readonly { id: string; name: string }[];
  onChange: (filters: Filters) => void;
}

const statuses = runStatuses.map((status) => ({ value: status, label: texts.states[status] }));

export function RunFilters({ filters, cycles, onChange }: RunFiltersProps) {
  return (
    <Group gap="sm" role="search">
      <SearchInput
        label={texts.search}
        hint={texts.searchHint}
        value={filters.q}
        onChange={(q) => onChange({ ...filters, q })}
      />
      <Select
        className={classes.choice}
        aria-label={texts.filterStatus}
        placeholder={texts.anyStatus}
        data={statuses}
        value={filters.status ?? null}
        onChange={(status) => onChange({ ...filters, status: (status as RunStatus | null) ?? undefined })}
        clearable
      />
      <Select
        className={classes.choice}
        aria-label={texts.filterCycle}
        placeholder={texts.anyCycle}
        data={cycles.map(({ id, name }) => ({ value: id, label: name }))}
        value={filters.cycle ?? null}
        onChange={(cycle) => onChange({ ...filters, cycle: cycle ?? undefined })}
        clearable
      />
    </Group>
  );
}
