import { Group, Select } from "@mantine/core";
import { type EventKind, eventKinds } from "@velodrome/contract";
import type { ReactNode } from "react";
import { capital, spaced } from "../../lib/phrase.ts";
import classes from "../../ui/filter-bar.module.css";
import { MoreFilters } from "../../ui/more-filters.tsx";
import { PeriodAndFieldPills } from "../../ui/period-pills.tsx";
import { SearchInput } from "../../ui/search-input.tsx";
import type { EventFilters as Filters } from "./list-events.ts";
import { texts } from "./texts.ts";

interface EventFiltersProps {
  filters: Filters;
  onChange: (filters: Filters) => void;
  /** What narrows by where, across accounts. */
  place?: ReactNode;
  /** What a connection is called; null while that is not known. */
  connectionName?: (id: string) => string | null;
}

const kinds = eventKinds.map((kind) => ({ value: kind, label: capital(spaced(kind)) }));
const routings = [
  { value: "true", label: texts.isRouted },
  { value: "false", label: texts.isUnrouted },
];

const fields = [
  { key: "page", label: texts.page },
  { key: "person", label: texts.person },
  { key: "mid", label: texts.mid },
] as const;
/** A connection is set by an address that leads here. */
const pills = [...fields, { key: "connection", label: texts.connection }];

const noName = () => null;

export function EventFilters({ filters, onChange, place, connectionName = noName }: EventFiltersProps) {
  const { page, person, mid, connection, from, to } = filters;
  const named = connection === undefined ? undefined : (connectionName(connection) ?? connection);
  const change = (changed: Filters) => onChange({ ...filters, ...changed });
  return (
    <>
      <Group gap="sm" role="search">
        <SearchInput label={texts.search} hint={texts.searchHint} value={filters.q} onChange={(q) => change({ q })} />
        <Select
          className={classes.choice}
          aria-label={texts.kind}
          placeholder={texts.anyKind}
          data={kinds}
          value={filters.kind ?? null}
          onChange={(kind) => change({ kind: (kind as EventKind | null) ?? undefined })}
          clearable
          searchable
        />
        <Select
          className={classes.choice}
          aria-label={texts.routed}
          placeholder={texts.anyRouted}
          data={routings}
          value={filters.routed === undefined ? null : String(filters.routed)}
          onChange={(routed) => change({ routed: routed === null ? undefined : routed === "true" })}
          clearable
        />
        {place}
        <MoreFilters fields={fields} values={{ page, person, mid, from, to }} onChange={change} />
      </Group>
      <PeriodAndFieldPills
        fields={pills}
        values={{ page, person, mid, connection: named, from, to }}
        onChange={change}
      />
    </>
  );
}
