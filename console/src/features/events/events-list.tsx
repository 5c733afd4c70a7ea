import { Button, Stack } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { IconFilterOff, IconInbox } from "@tabler/icons-react";
import { useMemo } from "react";
import { useHeldRows } from "../../lib/held-rows.ts";
import { texts as common } from "../../lib/texts.ts";
import { HeldRowsPill } from "../../ui/held-rows-pill.tsx";
import { ButtonLink } from "../../ui/link.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Notice } from "../../ui/notice.tsx";
import { EventsTable } from "./events-table.tsx";
import { type EventFilters, eventsQuery } from "./list-events.ts";
import { texts } from "./texts.ts";

interface EventsListProps {
  account: string;
  filters: EventFilters;
  onClear: () => void;
}

function NoEvents({ account, filters, onClear }: EventsListProps) {
  if (Object.values(filters).some((filter) => filter !== undefined)) {
    const action = (
      <Button variant="default" onClick={onClear}>
        {common.clearFilters}
      </Button>
    );
    return <Notice icon={IconFilterOff} heading={texts.noneFiltered} text={texts.noneFilteredHint} action={action} />;
  }
  const action = (
    <ButtonLink to="/accounts/$account/cycles" params={{ account }}>
      {texts.noneAct}
    </ButtonLink>
  );
  return <Notice icon={IconInbox} heading={texts.none} text={texts.noneHint} action={action} />;
}

/** An account's events, newest first, as they arrive. */
export function EventsList(given: EventsListProps) {
  const query = useInfiniteQuery(eventsQuery(given.account, given.filters));
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const { shown, held, release } = useHeldRows(rows);
  return (
    <Loaded query={query} lines={10}>
      {() =>
        rows.length === 0 ? (
          <NoEvents {...given} />
        ) : (
          <Stack gap="lg">
            {held > 0 ? <HeldRowsPill label={texts.held(held)} onShow={release} /> : null}
            <EventsTable account={given.account} events={shown} />
            <LoadMore query={query} />
          </Stack>
        )
      }
    </Loaded>
  );
}
