import { Stack, Text } from "@mantine/core";
import type { RunWithSteps, StepRun } from "@velodrome/contract";
import { AttemptPanel } from "../../features/runs/attempt-panel.tsx";
import { TextLink } from "../../ui/link.tsx";
import { texts } from "../texts.ts";

/** Each try of a step, with what went in, what came out, and the call it made. */
export function Attempts({ steps, step }: { steps: readonly StepRun[]; step: string }) {
  const attempts = steps.filter((one) => one.step === step).flatMap((one) => one.attempts);
  return attempts.map((attempt, at) => (
    <AttemptPanel
      key={attempt.id}
      attempt={attempt}
      only={attempts.length === 1}
      last={at === attempts.length - 1}
      callsOut={false}
    />
  ));
}

/** What a step did in a run. */
export function StepResult({ run, step, past }: { run: RunWithSteps | null; step: string; past: boolean }) {
  if (run === null || !run.steps.some((one) => one.step === step)) {
    return (
      <Text size="sm" c="dimmed">
        {texts.noResult}
      </Text>
    );
  }
  return (
    <Stack gap="sm">
      <TextLink to="/accounts/$account/runs/$run" params={{ account: run.account, run: run.id }}>
        {past ? texts.openRun : texts.fromRun}
      </TextLink>
      <Attempts steps={run.steps} step={step} />
    </Stack>
  );
}
