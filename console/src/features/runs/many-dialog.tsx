import { Button, Checkbox, Group, Radio, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { RunsPreview } from "@velodrome/contract";
import { useState } from "react";
import { countInWords } from "../../lib/locale.ts";
import { texts as common } from "../../lib/texts.ts";
import { ActFailure } from "../../ui/failure.tsx";
import { OperationsAsked } from "../../ui/operation-progress.tsx";
import { askMany, previewQuery, type RetryHow as How } from "./ask-many.ts";
import { type ManyKind, type ManyTarget, pickedIn } from "./many-targets.ts";
import { retryTexts } from "./retry-texts.ts";
import { OpenDialog } from "../../ui/dialog.tsx";

interface ManyDialogProps {
  targets: readonly ManyTarget[];
  kind: ManyKind;
  onClose: () => void;
}

/** How many runs are retried from where. */
function HowToRetry({ how, failed, onChange }: { how: How; failed: boolean; onChange: (how: How) => void }) {
  return (
    <>
      {failed ? (
        <Radio.Group
          label={retryTexts.from}
          value={how.from}
          onChange={(from) => onChange({ ...how, from: from as How["from"] })}
        >
          <Stack gap="xs" mt="xs">
            <Radio value="failed-step" label={retryTexts.fromFailed} description={retryTexts.fromFailedHint} />
            <Radio value="start" label={retryTexts.fromStart} description={retryTexts.fromStartHint} />
          </Stack>
        </Radio.Group>
      ) : null}
      <Radio.Group
        label={retryTexts.version}
        value={how.version}
        onChange={(version) => onChange({ ...how, version: version as How["version"] })}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="same" label={retryTexts.sameMany} />
          <Radio value="latest" label={retryTexts.latest} description={retryTexts.latestHint} />
        </Stack>
      </Radio.Group>
      <Checkbox
        label={retryTexts.again}
        checked={how.again}
        onChange={(event) => onChange({ ...how, again: event.currentTarget.checked })}
      />
    </>
  );
}

function Counted({ found }: { found: RunsPreview | undefined }) {
  if (found === undefined) return <Text c="dimmed">{retryTexts.counting}</Text>;
  if (found.runs === 0) return <Text>{retryTexts.none}</Text>;
  return (
    <Text>
      <strong>{retryTexts.counted(countInWords(found.runs), found.more)}</strong>
    </Text>
  );
}

/** Whose runs are meant, and which. */
function meant(targets: readonly ManyTarget[]): string {
  const accounts = [...new Set(targets.map(({ accountName }) => accountName))].join(", ");
  const picked = pickedIn(targets);
  return picked === null ? retryTexts.meant(accounts) : retryTexts.picked(picked, accounts);
}

/** Asks before many runs are retried or cancelled: which, how, and how many they are. */
export function ManyDialog({ targets, kind, onClose }: ManyDialogProps) {
  const client = useQueryClient();
  const failed = targets.every(({ filter: { status = "failed" } }) => status === "failed");
  const [how, setHow] = useState<How>({ from: failed ? "failed-step" : "start", version: "same", again: false });
  const wanted = { kind, targets, how };
  const preview = useQuery(previewQuery(wanted));
  const ask = useMutation({
    mutationFn: () => askMany(wanted),
    onSettled: () => client.invalidateQueries({ queryKey: ["runs"] }),
  });
  const found = preview.data;
  const count = countInWords(found?.runs ?? 0);
  return (
    <OpenDialog onClose={onClose} title={kind === "retry" ? retryTexts.retryHeading : retryTexts.cancelHeading}>
      {ask.data ? (
        <OperationsAsked operations={ask.data} onClose={onClose} />
      ) : (
        <Stack>
          <Text>
            {meant(targets)} {kind === "cancel" ? retryTexts.cancelHint : null}
          </Text>
          {kind === "retry" ? <HowToRetry how={how} failed={failed} onChange={setHow} /> : null}
          {preview.isError ? <ActFailure error={preview.error} heading={retryTexts.countFailed} /> : null}
          {preview.isError ? null : <Counted found={found} />}
          {ask.isError ? <ActFailure error={ask.error} heading={retryTexts.failed} /> : null}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {common.notNow}
            </Button>
            <Button disabled={!found || found.runs === 0} loading={ask.isPending} onClick={() => ask.mutate()}>
              {kind === "retry" ? retryTexts.retryGo(count) : retryTexts.cancelGo(count)}
            </Button>
          </Group>
        </Stack>
      )}
    </OpenDialog>
  );
}
