import { Button, Text } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import type { TriggerStep } from "@velodrome/contract";
import { IconEar, IconEarOff } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useNames } from "../../features/connections/use-names.ts";
import { kindOfTrigger } from "../../features/cycles/message-panel.ts";
import { eventQuery } from "../../features/events/get-event.ts";
import { eventsQuery } from "../../features/events/list-events.ts";
import { ActFailure } from "../../ui/failure.tsx";
import { texts } from "../texts.ts";

interface NextEventProps {
  account: string;
  trigger: TriggerStep & { connection: string };
  onEvent: (item: unknown) => void;
}

/** Waits, once asked to, for the next real event that a trigger would take, and hands it on. */
export function NextEvent({ account, trigger, onEvent }: NextEventProps) {
  const client = useQueryClient();
  const names = useNames(account);
  const { connection } = trigger;
  const { data } = useInfiniteQuery(eventsQuery(account, { connection, kind: kindOfTrigger(trigger) }));
  const latest = data?.pages[0]?.items[0]?.id ?? null;
  /** The latest event when it was begun to listen: what comes after it is waited for. */
  const [since, setSince] = useState<{ event: string | null } | null>(null);
  const { mutate: take, error } = useMutation({
    mutationFn: (event: string) => client.fetchQuery(eventQuery(account, event)),
    onSuccess: ({ item }) => onEvent(item),
  });
  useEffect(() => {
    if (since === null || latest === null || latest === since.event) return;
    setSince(null);
    take(latest);
  }, [since, latest, take]);
  return (
    <>
      <Button
        variant="default"
        aria-pressed={since !== null}
        disabled={data === undefined}
        leftSection={since === null ? <IconEar size="1em" /> : <IconEarOff size="1em" />}
        onClick={() => setSince(since === null ? { event: latest } : null)}
      >
        {since === null ? texts.listen : texts.listenNoMore}
      </Button>
      <Text size="sm" role="status" hidden={since === null}>
        {since === null ? null : texts.listening(names.connection(connection) ?? connection)}
      </Text>
      {error === null ? null : <ActFailure error={error} heading={texts.eventNotRead} />}
    </>
  );
}
