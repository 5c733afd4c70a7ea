import { Button, Group, Progress, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Operation } from "@velodrome/contract";
import { countInWords } from "../lib/locale.ts";
import { operationQuery, stopOperation } from "../lib/operation.ts";
import { operationTexts as texts } from "../lib/operation-texts.ts";
import { texts as common } from "../lib/texts.ts";
import { ActFailure } from "./failure.tsx";
import { Loaded } from "./loaded.tsx";

interface OperationProgressProps {
  account: string;
  id: string;
}

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

/** A replay is about events, of which one may start several runs or none. */
const stateOf = ({ done, skipped, expected, events }: Operation): { seen: number; of: number } =>
  events === null
    ? { seen: done + sumOf(Object.values(skipped)), of: expected.runs }
    : { seen: events.seen, of: events.expected };

function HowFar({ operation }: { operation: Operation }) {
  const { kind, status, done, skipped } = operation;
  const { seen, of } = stateOf(operation);
  const part = of === 0 ? 100 : Math.min(100, (seen / of) * 100);
  const inWords = texts.progress(countInWords(seen), countInWords(of));
  return (
    <>
      <Progress value={status === "running" ? part : 100} aria-label={inWords} />
      <Text role="status">
        {status === "running" ? inWords : null}
        {status === "done" ? texts.over(kind, countInWords(done)) : null}
        {status === "stopped" ? texts.stopped : null}
      </Text>
      {status === "running" ? <Text c="dimmed">{texts.underWay}</Text> : null}
      {Object.entries(skipped).map(([code, count]) => (
        <Text key={code} size="sm" c="dimmed">
          {texts.skipped(countInWords(count), code)}
        </Text>
      ))}
    </>
  );
}

/** How far a request for many runs or events is, as it happens. */
function OperationProgress({ account, id }: OperationProgressProps) {
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
          {stop.isError ? <ActFailure error={stop.error} heading={texts.stopFailed} /> : null}
          {operation.status === "running" ? (
            <Group justify="flex-end">
              <Button variant="default" loading={stop.isPending} onClick={() => stop.mutate()}>
                {texts.stop}
              </Button>
            </Group>
          ) : null}
        </Stack>
      )}
    </Loaded>
  );
}

interface OperationsAskedProps {
  operations: readonly OperationProgressProps[];
  onClose: () => void;
}

/** How far those are that one act asked for, one for each account. */
export function OperationsAsked({ operations, onClose }: OperationsAskedProps) {
  return (
    <Stack>
      {operations.map(({ account, id }) => (
        <OperationProgress key={id} account={account} id={id} />
      ))}
      <Group justify="flex-end">
        <Button onClick={onClose}>{common.close}</Button>
      </Group>
    </Stack>
  );
}
