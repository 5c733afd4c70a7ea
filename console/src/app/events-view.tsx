import type { Event } from "@velodrome/contract";
import { type ReactNode, useState } from "react";
import { useAccountNames } from "../features/accounts/use-account-names.ts";
import { useNames } from "../features/connections/use-names.ts";
import { type ReplayTarget, targetsOf } from "../features/events/ask-replay.ts";
import { EventFilters } from "../features/events/event-filters.tsx";
import { EventsList } from "../features/events/events-list.tsx";
import { eventColumns, type EventPlace, extraEventColumns } from "../features/events/events-table.tsx";
import type { EventFilters as Filters } from "../features/events/list-events.ts";
import { ReplayAll } from "../features/events/replay-all.tsx";
import { SelectedEventsBar } from "../features/events/selected-events-bar.tsx";
import { texts } from "../features/events/texts.ts";
import { address, inScope, type Scope } from "../lib/request.ts";
import { useSelection } from "../lib/selection.ts";
import { DataTable } from "../ui/data-table.tsx";
import { ButtonLink } from "../ui/link.tsx";
import { Page } from "../ui/page.tsx";
import { ListTools, useColumnChoice } from "./list-tools.tsx";
import { useAccountName } from "./use-account-name.ts";

interface EventsViewProps {
  scope: Scope;
  filters: Filters;
  onChange: (filters: Filters) => void;
  /** What narrows by where, across accounts. */
  place?: ReactNode;
}

const choice = { main: "text", extra: extraEventColumns };
const listOf = (scope: Scope) => (scope === null ? "all-events" : "events");

interface RowsProps {
  events: readonly Event[];
  scope: Scope;
  place: EventPlace;
  /** How an account stands in addresses and what it is called, by its id. */
  named: (account: string) => Pick<ReplayTarget, "account" | "accountName">;
}

const nameOf = ({ text, id }: Event): string => text ?? id;

function Rows({ events, scope, place, named }: RowsProps) {
  const { shown } = useColumnChoice(listOf(scope), eventColumns(place), choice);
  const selection = useSelection();
  const selected = events.filter(({ id }) => selection.selected.has(id));
  return (
    <>
      <SelectedEventsBar
        scope={scope}
        events={selected}
        targets={targetsOf(selected, named)}
        onClear={selection.clear}
      />
      <DataTable label={texts.table} columns={shown} rows={events} selection={{ ...selection, nameOf }} />
    </>
  );
}

function RowsOfAccount({ events, account }: { events: readonly Event[]; account: string }) {
  const { page } = useNames(account);
  const accountName = useAccountName(account);
  const place = { keyOf: () => account, pageName: page };
  return <Rows events={events} scope={account} place={place} named={() => ({ account, accountName })} />;
}

function RowsOfAll({ events }: { events: readonly Event[] }) {
  const { name, key } = useAccountNames(events);
  const place = {
    keyOf: ({ account }: Event) => key(account ?? ""),
    accountOf: ({ account }: Event) => (account === null ? null : name(account)),
  };
  const named = (account: string) => ({ account, accountName: name(account) ?? account });
  return <Rows events={events} scope={null} place={place} named={named} />;
}

function ReplayAllOf({ account, filters: { account: _, ...filter } }: { account: string; filters: Filters }) {
  return <ReplayAll target={{ account, accountName: useAccountName(account), filter }} />;
}

type FiltersProps = Pick<EventsViewProps, "filters" | "onChange" | "place">;

function FiltersOfAccount({ account, ...given }: FiltersProps & { account: string }) {
  return <EventFilters {...given} connectionName={useNames(account).connection} />;
}

const nowhere = { keyOf: () => "" };

/** Events of an account, or of all, with all that can be done with the list. */
export function EventsView({ scope, filters, onChange, place }: EventsViewProps) {
  const [paused, setPaused] = useState(false);
  const columns = eventColumns(scope === null ? { ...nowhere, accountOf: () => null } : nowhere);
  const { choosable, chosen } = useColumnChoice(listOf(scope), columns, choice);
  const one = scope ?? filters.account;
  const tools = (
    <ListTools
      first={one === undefined ? null : <ReplayAllOf account={one} filters={filters} />}
      more={
        scope === null ? (
          <ButtonLink to="/trace" variant="default">
            {texts.traceOne}
          </ButtonLink>
        ) : (
          <ButtonLink to="/accounts/$account/trace" params={{ account: scope }} variant="default">
            {texts.traceOne}
          </ButtonLink>
        )
      }
      columns={choosable}
      chosen={chosen}
      addressOf={(format) => address(inScope(scope, "events", "export"), { ...filters, format })}
      paused={paused}
      onPause={() => setPaused(!paused)}
    />
  );
  return (
    <Page heading={texts.heading} actions={tools}>
      {one === undefined ? (
        <EventFilters filters={filters} onChange={onChange} place={place} />
      ) : (
        <FiltersOfAccount account={one} filters={filters} onChange={onChange} place={place} />
      )}
      <EventsList scope={scope} filters={filters} paused={paused} onClear={() => onChange({})}>
        {(events) =>
          scope === null ? <RowsOfAll events={events} /> : <RowsOfAccount events={events} account={scope} />
        }
      </EventsList>
    </Page>
  );
}
