import { Group, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import classes from "../../ui/filter-bar.module.css";
import { SearchInput } from "../../ui/search-input.tsx";
import { type CycleFilters as Filters, labelsQuery } from "./list-cycles.ts";
import { texts } from "./shelf-texts.ts";

interface CycleFiltersProps {
  account: string;
  filters: Filters;
  onChange: (filters: Filters) => void;
}

/** By name, and by folder and tag where there are any. */
export function CycleFilters({ account, filters, onChange }: CycleFiltersProps) {
  const { data } = useQuery(labelsQuery(account));
  const choices = (labels: { name: string; cycles: number }[]) =>
    labels.map(({ name, cycles }) => ({ value: name, label: `${name} (${cycles})` }));
  const { folders = [], tags = [] } = data ?? {};
  return (
    <Group gap="sm" role="search">
      <SearchInput
        label={texts.search}
        hint={texts.searchHint}
        value={filters.q}
        onChange={(q) => onChange({ ...filters, q })}
      />
      {folders.length === 0 ? null : (
        <Select
          className={classes.choice}
          aria-label={texts.folder}
          placeholder={texts.anyFolder}
          data={choices(folders)}
          value={filters.folder ?? null}
          onChange={(folder) => onChange({ ...filters, folder: folder ?? undefined })}
          clearable
        />
      )}
      {tags.length === 0 ? null : (
        <Select
          className={classes.choice}
          aria-label={texts.tag}
          placeholder={texts.anyTag}
          data={choices(tags)}
          value={filters.tag ?? null}
          onChange={(tag) => onChange({ ...filters, tag: tag ?? undefined })}
          clearable
        />
      )}
    </Group>
  );
}
