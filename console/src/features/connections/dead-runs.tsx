import { Button, Group, Stack } from "@mantine/core";
import { IconHourglass, IconMailQuestion } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { BacklogAnswer, BoundedCount, Connection, ConnectionBacklog } from "@velodrome/contract";
import { useState } from "react";
import { isUnanswered, unansweredWords } from "../../lib/backlog.ts";
import { countInWords, localeOf } from "../../lib/locale.ts";
import { useNow } from "../../lib/ticker.ts";
import { BacklogAsk } from "../../ui/backlog-ask.tsx";
import { Callout } from "../../ui/callout.tsx";
import { ActFailure } from "../../ui/failure.tsx";
import { answerConnectionBacklog, connectionBacklogQuery } from "./connection-backlog.ts";
import { texts } from "./texts.ts";

interface DeadRunsProps {
  account: string;
  accountName: string;
  connection: Connection;
}

const inWords = ({ count }: Pick<BoundedCount, "count">): string => countInWords(count);

function Waiting({ waiting }: Pick<ConnectionBacklog, "waiting">) {
  return (
    <Callout tone="neutral" icon={IconHourglass}>
      {texts.deadWaiting(inWords(waiting), waiting.count === 1)}
    </Callout>
  );
}

function Unanswered({ account, accountName, connection, backlog }: DeadRunsProps & { backlog: ConnectionBacklog }) {
  const client = useQueryClient();
  const now = useNow();
  const [asking, setAsking] = useState(false);
  const decide = useMutation({
    mutationFn: (answer: BacklogAnswer) => answerConnectionBacklog(account, connection.id, answer),
    onSuccess: () => client.invalidateQueries({ queryKey: ["runs", account] }),
    onSettled: () => client.invalidateQueries({ queryKey: connectionBacklogQuery(account, connection.id).queryKey }),
  });
  const goesOn = decide.data?.operation?.expected.runs ?? 0;
  if (decide.isSuccess || !isUnanswered(backlog)) {
    if (goesOn === 0) return null;
    const words = texts.deadGoesOn(inWords({ count: goesOn }), goesOn === 1);
    return (
      <Callout tone="neutral" icon={IconHourglass} loud>
        {words}
      </Callout>
    );
  }
  return (
    <Callout tone="amber" icon={IconMailQuestion} heading={texts.deadHeading}>
      <Stack gap="sm">
        <div>
          {unansweredWords(backlog, now, localeOf(navigator.languages))}{" "}
          {texts.deadCycles(backlog.cycles.map(({ name }) => name).join(", "))}
        </div>
        {decide.isError ? <ActFailure error={decide.error} heading={texts.deadFailed} /> : null}
        <Group>
          <Button variant="default" loading={decide.isPending} onClick={() => setAsking(true)}>
            {texts.deadDecide}
          </Button>
        </Group>
        {asking ? (
          <BacklogAsk
            backlog={backlog}
            heading={texts.deadAsk}
            text={texts.deadText(connection.name, accountName)}
            label={texts.deadGo}
            onAnswer={decide.mutate}
            onClose={() => setAsking(false)}
          />
        ) : null}
      </Stack>
    </Callout>
  );
}

/** What a connection left unanswered while it had no token: asked about once somebody has signed in again. */
export function DeadRuns(props: DeadRunsProps) {
  const { account, connection } = props;
  const { data } = useQuery({
    ...connectionBacklogQuery(account, connection.id),
    enabled: connection.status === "authenticated" || connection.status === "needs_reauthentication",
  });
  if (data === undefined) return null;
  if (connection.status === "needs_reauthentication") {
    return data.waiting.count > 0 ? <Waiting waiting={data.waiting} /> : null;
  }
  return <Unanswered {...props} backlog={data} />;
}
