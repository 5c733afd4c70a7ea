import { Button, Group, Progress, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Operation } from "@velodrome/contract";
import { localeOf } from "../../lib/locale.ts";
import { texts as common } from "../../lib/texts.ts";
import { ActFailure } from "../../ui/failure.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { operationQuery, stopOperation } from "./ask-many.ts";
import { retryTexts } from "./retry-texts.ts";

interface ManyProgressProps {
  account: string;
  id: string;
  onClose: () => void;
}

const inWords = (count: number): string => count.toLocaleString(localeOf(navigator.languages));
const lookedAt = ({ done, skipped }: Operation): number =>
  done + Object.values(skipped).reduce((sum, count) => sum + count, 0);

function HowFar({ operation }: { operation: Operation }) {
  const { status, done, skipped, expected } = operation;
  const part = expected.runs === 0 ? 100 : Math.min(100, (lookedAt(operation) / expected.runs) * 100);
  return (
    <>
      <Progress
        value={status === "running" ? part : 100}
        aria-label={retryTexts.progress(inWords(lookedAt(operation)), inWords(expected.runs))}
      />
      <Text role="status">
        {status === "running" ? retryTexts.progress(inWords(lookedAt(operation)), inWords(expected.runs)) : null}
        {status === "done" ? retryTexts.over(inWords(done)) : null}
        {status === "stopped" ? retryTexts.stopped : null}
      </Text>
      {status === "running" ? <Text c="dimmed">{retryTexts.underWay}</Text> : null}
      {Object.entries(skipped).map(([code, count]) => (
        <Text key={code} size="sm" c="dimmed">
          {retryTexts.skipped(inWords(count), code)}
        </Text>
      ))}
    </>
  );
}

/** How far a request for many runs is, as it happens. */
export function ManyProgress({ account, id, onClose }: ManyProgressProps) {
  const client = useQueryClient();
  const query = useQuery(operationQuery(account, id));
  const stop = useMutation({
    mutationFn: () => stopOperation(account, id),
    onSettled: () => client.invalidateQueries({ queryKey: operationQuery(account, id).queryKey }),
  });
  return (
    <Loaded query={query} lines={2}>
      {(operation) => (
        <Stack>
          <HowFar operation={operation} />
          {stop.isError ? <ActFailure error={stop.error} heading={retryTexts.stopFailed} /> : null}
          <Group justify="flex-end" gap="sm">
            {operation.status === "running" ? (
              <Button variant="default" loading={stop.isPending} onClick={() => stop.mutate()}>
                {retryTexts.stop}
              </Button>
            ) : null}
            <Button onClick={onClose}>{common.close}</Button>
          </Group>
        </Stack>
      )}
    </Loaded>
  );
}
