import { Group, List, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconArrowsSplit, IconCheck, IconCircleX } from "@tabler/icons-react";
import { serverWords } from "../../../lib/server-words.ts";
import { Callout } from "../../../ui/callout.tsx";
import { ActFailure } from "../../../ui/failure.tsx";
import { StateMark } from "../../../ui/state-mark.tsx";
import { useBuilder } from "../builder-context.ts";
import { portTitle, titleIn } from "../step-title.ts";
import { texts } from "./trial-texts.ts";
import type { Trial } from "./use-trials.ts";

const looks = {
  succeeded: { tone: "neutral", icon: IconCheck },
  failed: { tone: "red", icon: IconCircleX },
  "not-reached": { tone: "amber", icon: IconArrowsSplit },
} as const;

/** Where the way that was taken parted from the one that leads here. */
function TakenWay({ trial }: { trial: Trial }) {
  const { editor } = useBuilder();
  const { steps } = editor.draft.document;
  const last = trial.result.steps.at(-1);
  if (last === undefined) return null;
  const step = steps.find(({ id }) => id === last.step);
  const title = titleIn(steps, last.step);
  const words =
    last.port === null || step === undefined ? texts.ended(title) : texts.left(title, portTitle(step, last.port));
  return (
    <Callout tone="amber" icon={IconAlertTriangle}>
      {texts.notReached}
      <List size="sm">
        <List.Item>{words}</List.Item>
      </List>
    </Callout>
  );
}

/** What came of the latest test of a step. */
export function TrialResult({ step }: { step: string }) {
  const { attemptsOf, trials } = useBuilder();
  const trial = trials.of(step);
  const failed = trials.failure?.step === step ? trials.failure.error : null;
  if (failed !== null) return <ActFailure error={failed} heading={texts.failed} />;
  if (trial === null) return null;
  const { result, reach } = trial;
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <StateMark look={{ ...looks[result.status], word: texts.result[result.status] }} />
        <Text size="sm" c="dimmed">
          {reach === "step" ? texts.alone : texts.way}
        </Text>
      </Group>
      {result.status === "not-reached" ? <TakenWay trial={trial} /> : null}
      {result.status === "failed" && !result.steps.some((one) => one.step === step) && result.error !== null ? (
        <Callout tone="red" icon={IconAlertTriangle} code={result.error.code}>
          {serverWords(result.error.message)}
        </Callout>
      ) : null}
      {attemptsOf(result.steps, step)}
    </Stack>
  );
}
