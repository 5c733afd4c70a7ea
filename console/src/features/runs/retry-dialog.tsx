import { Button, Group, Radio, Select, Stack, Textarea } from "@mantine/core";
import type { Run, RunRetry } from "@velodrome/contract";
import { useState } from "react";
import { ApiError } from "../../lib/api-error.ts";
import { texts as common } from "../../lib/texts.ts";
import { ActFailure } from "../../ui/failure.tsx";
import { failedAtStep, firstChoice, type RetryChoice, type RetryFrom, retryOf } from "./retry-choice.ts";
import { retryTexts } from "./retry-texts.ts";
import { texts } from "./texts.ts";
import type { useRunActs } from "./use-run-acts.ts";
import { Dialog } from "../../ui/dialog.tsx";

interface RetryDialogProps {
  run: Run;
  newest: number;
  accountName: string;
  acts: ReturnType<typeof useRunActs>;
  opened: boolean;
  onClose: () => void;
}

type Change = (changed: Partial<RetryChoice>) => void;

/** The server says by which ways a step can be left out, where it has several. */
const portsOf = (error: unknown): string[] | null => {
  const ports = error instanceof ApiError ? error.details.ports : undefined;
  return Array.isArray(ports) && ports.length > 0 ? ports.map(String) : null;
};

function Where({ run, choice, onChange }: { run: Run; choice: RetryChoice; onChange: Change }) {
  const ways: { value: RetryFrom; label: string; description: string }[] = [
    ...(failedAtStep(run)
      ? [
          { value: "failed-step" as const, label: retryTexts.fromFailed, description: retryTexts.fromFailedHint },
          { value: "skip" as const, label: retryTexts.fromSkip, description: retryTexts.fromSkipHint },
        ]
      : []),
    { value: "start", label: retryTexts.fromStart, description: retryTexts.fromStartHint },
  ];
  return (
    <Radio.Group label={retryTexts.from} value={choice.from} onChange={(from) => onChange({ from: from as RetryFrom })}>
      <Stack gap="md" mt="xs">
        {ways.map((way) => (
          <Radio key={way.value} {...way} />
        ))}
      </Stack>
    </Radio.Group>
  );
}

function Skipped({ choice, ports, onChange }: { choice: RetryChoice; ports: string[] | null; onChange: Change }) {
  return (
    <>
      <Textarea
        label={retryTexts.output}
        autosize
        minRows={3}
        maxRows={12}
        value={choice.output}
        error={retryOf(choice) === null ? retryTexts.outputWrong : null}
        onChange={(event) => onChange({ output: event.currentTarget.value })}
      />
      {ports === null ? null : (
        <Select
          label={retryTexts.port}
          data={ports.map((port) => ({ value: port, label: texts.ports[port] ?? port }))}
          value={choice.port}
          onChange={(port) => onChange({ port })}
        />
      )}
    </>
  );
}

/** Every way to start a finished run again, in words. */
export function RetryDialog({ run, newest, accountName, acts, opened, onClose }: RetryDialogProps) {
  const [choice, setChoice] = useState(() => firstChoice(run, newest));
  const onChange: Change = (changed) => setChoice((known) => ({ ...known, ...changed }));
  const how = retryOf(choice);
  const { retry } = acts;
  return (
    <Dialog opened={opened} onClose={onClose} title={retryTexts.heading(accountName)}>
      <Stack>
        <Where run={run} choice={choice} onChange={onChange} />
        {choice.from === "skip" ? <Skipped choice={choice} ports={portsOf(retry.error)} onChange={onChange} /> : null}
        {newest > run.version ? (
          <Radio.Group
            label={retryTexts.version}
            value={choice.version}
            onChange={(version) => onChange({ version: version as RunRetry["version"] })}
          >
            <Stack gap="md" mt="xs">
              <Radio value="same" label={retryTexts.same(run.version)} />
              <Radio value="latest" label={retryTexts.latestOf(newest)} description={retryTexts.latestHint} />
            </Stack>
          </Radio.Group>
        ) : null}
        {retry.isError ? <ActFailure error={retry.error} heading={texts.retryFailed} /> : null}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {common.notNow}
          </Button>
          <Button
            disabled={how === null}
            loading={retry.isPending}
            onClick={() => how !== null && retry.mutate(how, { onSuccess: onClose })}
          >
            {retryTexts.go}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
