import { Group, Text } from "@mantine/core";
import type { Event } from "@velodrome/contract";
import { capital, spaced } from "../../lib/phrase.ts";
import { type Column, DataTable, NarrowLine } from "../../ui/data-table.tsx";
import { RowLink } from "../../ui/link.tsx";
import { Moment } from "../../ui/moment.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { routedLook } from "./event-look.ts";
import { texts } from "./texts.ts";

const columnsFor = (account: string): readonly Column<Event>[] => [
  { key: "kind", header: texts.kind, width: "status", cell: (event) => capital(spaced(event.kind)) },
  {
    key: "text",
    header: texts.text,
    cell: (event) => (
      <>
        <RowLink to="/accounts/$account/events/$event" params={{ account, event: event.id }}>
          {event.text === null ? (
            <Text span inherit c="dimmed">
              {texts.noText}
            </Text>
          ) : (
            <span title={event.text}>{event.text}</span>
          )}
        </RowLink>
        <NarrowLine>
          <Group gap="sm" wrap="nowrap">
            <StateMark look={routedLook(event)} />
            <Moment at={event.receivedAt} />
          </Group>
        </NarrowLine>
      </>
    ),
  },
  {
    key: "person",
    header: texts.person,
    width: "name",
    from: "md",
    cell: (event) => (
      <Text span inherit c="dimmed" title={event.person ?? undefined}>
        {event.person ?? "–"}
      </Text>
    ),
  },
  {
    key: "routed",
    header: texts.routed,
    width: "status",
    from: "sm",
    cell: (event) => (
      <span title={event.routed ? texts.routedHint : texts.unroutedHint}>
        <StateMark look={routedLook(event)} />
      </span>
    ),
  },
  {
    key: "received",
    header: texts.received,
    width: "time",
    from: "sm",
    cell: (event) => <Moment at={event.receivedAt} />,
  },
];

export function EventsTable({ account, events }: { account: string; events: readonly Event[] }) {
  return <DataTable label={texts.table} columns={columnsFor(account)} rows={events} />;
}
