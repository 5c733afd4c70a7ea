import { Button, Group, List, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type EventsPreview, replayedAtMost } from "@velodrome/contract";
import { countInWords } from "../../lib/locale.ts";
import { texts as common } from "../../lib/texts.ts";
import { ActFailure } from "../../ui/failure.tsx";
import { OperationsAsked } from "../../ui/operation-progress.tsx";
import { askReplay, previewQuery, type ReplayTarget } from "./ask-replay.ts";
import { replayTexts } from "./replay-texts.ts";
import { OpenDialog } from "../../ui/dialog.tsx";

interface ReplayDialogProps {
  targets: readonly ReplayTarget[];
  onClose: () => void;
}

/** More cycles than these say nothing more. */
const cyclesAtMost = 6;

function Counted({ found }: { found: EventsPreview | undefined }) {
  if (found === undefined) return <Text c="dimmed">{replayTexts.counting}</Text>;
  if (found.more) return <Text>{replayTexts.tooMany(countInWords(replayedAtMost))}</Text>;
  const unheard = found.events - found.heard;
  return (
    <>
      <Text>
        <strong>{replayTexts.counted(countInWords(found.events), countInWords(found.runs))}</strong>
      </Text>
      {found.cycles.length === 0 ? null : (
        <List>
          {found.cycles.slice(0, cyclesAtMost).map(({ cycle, name, runs }) => (
            <List.Item key={cycle}>{replayTexts.ofCycle(countInWords(runs), name)}</List.Item>
          ))}
        </List>
      )}
      {unheard === 0 ? null : <Text>{replayTexts.unheard(countInWords(unheard))}</Text>}
    </>
  );
}

function meant(targets: readonly ReplayTarget[]): string {
  const names = targets.map(({ accountName }) => accountName);
  return targets.some(({ filter }) => filter.ids === undefined)
    ? replayTexts.meantAll(names)
    : replayTexts.meantChosen(names);
}

/** Asks before many events are replayed: which, and what they would start; then shows how far it is. */
export function ReplayDialog({ targets, onClose }: ReplayDialogProps) {
  const client = useQueryClient();
  const preview = useQuery(previewQuery(targets));
  const ask = useMutation({
    mutationFn: () => askReplay(targets),
    onSettled: () => client.invalidateQueries({ queryKey: ["runs"] }),
  });
  const found = preview.data;
  return (
    <OpenDialog onClose={onClose} title={replayTexts.heading}>
      {ask.data ? (
        <OperationsAsked operations={ask.data} onClose={onClose} />
      ) : (
        <Stack>
          <Text>{meant(targets)}</Text>
          {preview.isError ? (
            <ActFailure error={preview.error} heading={replayTexts.countFailed} />
          ) : (
            <Counted found={found} />
          )}
          <Text c="dimmed">{replayTexts.hint}</Text>
          {ask.isError ? <ActFailure error={ask.error} heading={replayTexts.failed} /> : null}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {common.notNow}
            </Button>
            <Button
              disabled={!found || found.more || found.runs === 0}
              loading={ask.isPending}
              onClick={() => ask.mutate()}
            >
              {replayTexts.go(countInWords(found?.events ?? 0))}
            </Button>
          </Group>
        </Stack>
      )}
    </OpenDialog>
  );
}
