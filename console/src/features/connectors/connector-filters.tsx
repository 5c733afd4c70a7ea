import { Group, Select } from "@mantine/core";
import classes from "../../ui/filter-bar.module.css";
import { SearchInput } from "../../ui/search-input.tsx";
import type { ConnectorFilters as Filters } from "./filter-connectors.ts";
import { texts } from "./texts.ts";

interface ConnectorFiltersProps {
  filters: Filters;
  categories: readonly string[];
  onChange: (filters: Filters) => void;
}

export function ConnectorFilters({ filters, categories, onChange }: ConnectorFiltersProps) {
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
        aria-label={texts.category}
        placeholder={texts.anyCategory}
        data={[...categories]}
        value={filters.category ?? null}
        onChange={(category) => onChange({ ...filters, category: category ?? undefined })}
        clearable
      />
    </Group>
  );
}
