import { Text } from "@mantine/core";
import type { Event } from "@velodrome/contract";
import { capital, spaced } from "../../lib/phrase.ts";
import { type Column, NarrowLine, NarrowParts } from "../../ui/data-table.tsx";
import { Excerpt } from "../../ui/excerpt.tsx";
import { RowLink } from "../../ui/link.tsx";
import { Moment } from "../../ui/moment.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { routedHint, routedLook } from "./event-look.ts";
import { texts } from "./texts.ts";

/** How an event's account stands in addresses, and what it is called; across accounts each row has another. */
export interface EventPlace {
  keyOf: (event: Event) => string;
  accountOf?: (event: Event) => string | null;
  pageName?: (page: string) => string;
}

const quiet = (text: string | null) => (
  <Text span inherit c="dimmed" title={text ?? undefined}>
    {text ?? "–"}
  </Text>
);

/** Where there is no room for columns, it is said under the text: of which account, what became of it, and when. */
const textColumn = ({ keyOf, accountOf }: EventPlace): Column<Event> => ({
  key: "text",
  header: texts.text,
  cell: (event) => (
    <>
      <RowLink to="/accounts/$account/events/$event" params={{ account: keyOf(event), event: event.id }}>
        {event.text === null ? (
          <Text span inherit c="dimmed">
            {texts.noText}
          </Text>
        ) : (
          <Excerpt text={event.text} />
        )}
      </RowLink>
      <NarrowLine>
        <NarrowParts>
          {accountOf?.(event)}
          <StateMark look={routedLook(event)} />
          <Moment at={event.receivedAt} />
        </NarrowParts>
      </NarrowLine>
    </>
  ),
});

const accountColumn = (accountOf: (event: Event) => string | null): Column<Event> => ({
  key: "account",
  header: texts.account,
  width: "account",
  from: "md",
  cell: (event) => <span title={accountOf(event) ?? undefined}>{accountOf(event)}</span>,
});

/** Every column that a list of events can have. */
export const eventColumns = (place: EventPlace): readonly Column<Event>[] => [
  { key: "kind", header: texts.kind, width: "status", cell: (event) => capital(spaced(event.kind)) },
  textColumn(place),
  ...(place.accountOf === undefined ? [] : [accountColumn(place.accountOf)]),
  { key: "person", header: texts.person, width: "name", from: "md", cell: (event) => quiet(event.person) },
  {
    key: "page",
    header: texts.page,
    width: "name",
    from: "md",
    cell: (event) => quiet(event.page === null ? null : (place.pageName?.(event.page) ?? event.page)),
  },
  { key: "mid", header: texts.mid, width: "name", from: "md", cell: (event) => quiet(event.mid) },
  {
    key: "channel",
    header: texts.channel,
    width: "status",
    from: "md",
    cell: (event) => quiet(capital(spaced(event.channel))),
  },
  {
    key: "routed",
    header: texts.routed,
    width: "status",
    from: "sm",
    cell: (event) => (
      <span title={routedHint(event)}>
        <StateMark look={routedLook(event)} />
      </span>
    ),
  },
  {
    key: "occurred",
    header: texts.occurred,
    width: "time",
    from: "md",
    cell: (event) => (event.occurredAt === null ? quiet(null) : <Moment at={event.occurredAt} />),
  },
  {
    key: "received",
    header: texts.received,
    width: "time",
    from: "sm",
    cell: (event) => <Moment at={event.receivedAt} />,
  },
];

/** Not shown until somebody wants them. */
export const extraEventColumns = ["page", "mid", "channel", "occurred"];
