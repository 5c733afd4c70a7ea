import { Group, Select } from "@mantine/core";
import { type EventKind, eventKinds } from "@velodrome/contract";
import { capital, spaced } from "../../lib/phrase.ts";
import classes from "../../ui/filter-bar.module.css";
import { SearchInput } from "../../ui/search-input.tsx";
import type { EventFilters as Filters } from "./list-events.ts";
import { texts } from "./texts.ts";

const kinds = eventKinds.map((kind) => ({ value: kind, label: capital(spaced(kind)) }));
const routings = [
  { value: "true", label: texts.isRouted },
  { value: "false", label: texts.isUnrouted },
];

export function EventFilters({ filters, onChange }: { filters: Filters; onChange: (filters: Filters) => void }) {
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
        aria-label={texts.kind}
        placeholder={texts.anyKind}
        data={kinds}
        value={filters.kind ?? null}
        onChange={(kind) => onChange({ ...filters, kind: (kind as EventKind | null) ?? undefined })}
        clearable
        searchable
      />
      <Select
        className={classes.choice}
        aria-label={texts.routed}
        placeholder={texts.anyRouted}
        data={routings}
        value={filters.routed === undefined ? null : String(filters.routed)}
        onChange={(routed) => onChange({ ...filters, routed: routed === null ? undefined : routed === "true" })}
        clearable
      />
    </Group>
  );
}
