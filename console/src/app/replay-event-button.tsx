import { Button, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { eventQuery } from "../features/events/get-event.ts";
import { replayEvent } from "../features/trace/replay-event.ts";
import { texts } from "../features/trace/texts.ts";
import { ActFailure } from "../ui/failure.tsx";

/** Runs an event again in every cycle that listens to it now, and says in its own place what that started. */
export function ReplayEventButton({ account, event }: { account: string; event: string }) {
  const client = useQueryClient();
  const { mutate, isPending, data, error } = useMutation({
    mutationFn: () => replayEvent(account, event),
    // What it started stands with the event, and in its trace.
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: eventQuery(account, event).queryKey }),
        client.invalidateQueries({ queryKey: ["trace"] }),
      ]),
  });
  if (data !== undefined) return <Text role="status">{texts.replayed(data.runs)}</Text>;
  return (
    <>
      {error === null ? null : <ActFailure error={error} heading={texts.replayFailed} />}
      <Button loading={isPending} onClick={() => mutate()}>
        {texts.acts.replay_event}
      </Button>
    </>
  );
}
