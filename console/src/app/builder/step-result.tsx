import { Stack, Text } from "@mantine/core";
import type { RunWithSteps } from "@velodrome/contract";
import { AttemptPanel } from "../../features/runs/attempt-panel.tsx";
import { TextLink } from "../../ui/link.tsx";
import { texts } from "../texts.ts";

/** What a step did in a run: each try, with what went in, what came out, and the call it made. */
export function StepResult({ run, step }: { run: RunWithSteps | null; step: string }) {
  const attempts = run?.steps.filter((one) => one.step === step).flatMap((one) => one.attempts) ?? [];
  if (run === null || attempts.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {texts.noResult}
      </Text>
    );
  }
  return (
    <Stack gap="sm">
      <TextLink to="/accounts/$account/runs/$run" params={{ account: run.account, run: run.id }}>
        {texts.fromRun}
      </TextLink>
      {attempts.map((attempt, at) => (
        <AttemptPanel
          key={attempt.id}
          attempt={attempt}
          only={attempts.length === 1}
          last={at === attempts.length - 1}
          callsOut={false}
        />
      ))}
    </Stack>
  );
}
