import { Group, Stack, Text, UnstyledButton } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import type { TriggerStep } from "@velodrome/contract";
import { useState } from "react";
import { kindOfTrigger } from "../../features/cycles/message-panel.ts";
import { eventQuery } from "../../features/events/get-event.ts";
import { eventsQuery } from "../../features/events/list-events.ts";
import { capital, spaced } from "../../lib/phrase.ts";
import { ActFailure } from "../../ui/failure.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Moment } from "../../ui/moment.tsx";
import { SearchInput } from "../../ui/search-input.tsx";
import { texts } from "../texts.ts";
import classes from "./past-events.module.css";

interface PastEventsProps {
  account: string;
  trigger: TriggerStep;
  onChoose: (item: unknown) => void;
}

/** All events that a trigger would take, newest first: searched, page by page, one to be chosen. */
export function PastEvents({ account, trigger, onChoose }: PastEventsProps) {
  const client = useQueryClient();
  const [q, setQ] = useState<string>();
  const kind = kindOfTrigger(trigger);
  const query = useInfiniteQuery(eventsQuery(account, { connection: trigger.connection, kind, q }));
  const choose = useMutation({
    mutationFn: (event: string) => client.fetchQuery(eventQuery(account, event)),
    onSuccess: ({ item }) => onChoose(item),
  });
  return (
    <Stack gap="sm">
      <Group>
        <SearchInput label={texts.searchEvents} hint={texts.searchEventsHint} value={q} onChange={setQ} />
      </Group>
      {choose.isError ? <ActFailure error={choose.error} heading={texts.eventNotRead} /> : null}
      <Loaded query={query} lines={6}>
        {({ pages }) => {
          const events = pages.flatMap(({ items }) => items);
          if (events.length === 0) {
            return <Text c="dimmed">{q === undefined ? texts.noPastEvents : texts.noEventsFound}</Text>;
          }
          return (
            <div className={classes.list}>
              {events.map((event) => (
                <UnstyledButton
                  key={event.id}
                  className={classes.event}
                  aria-pressed={choose.variables === event.id}
                  onClick={() => choose.mutate(event.id)}
                >
                  <span className={classes.text}>{event.text ?? capital(spaced(event.kind))}</span>
                  <span className={classes.from}>
                    {event.person === null ? null : `${event.person} · `}
                    <Moment at={event.receivedAt} />
                  </span>
                </UnstyledButton>
              ))}
              <LoadMore query={query} />
            </div>
          );
        }}
      </Loaded>
    </Stack>
  );
}
