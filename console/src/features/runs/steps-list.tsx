import { Text } from "@mantine/core";
import type { RunWithSteps } from "@velodrome/contract";
import { StepCard, type StepStory } from "./step-card.tsx";
import classes from "./steps-list.module.css";
import { texts } from "./texts.ts";
import { TriggerCard } from "./trigger-card.tsx";

interface StepsListProps {
  run: RunWithSteps;
  storyOf: (step: string) => StepStory | null;
}

/** A run's steps in the order they happened, the trigger first. */
export function StepsList({ run, storyOf }: StepsListProps) {
  const trigger = run.steps.find((step) => step.step === run.trigger);
  const steps = run.steps.filter((step) => step.step !== run.trigger);
  return (
    <ol className={classes.list}>
      <TriggerCard step={run.trigger} story={storyOf(run.trigger)} output={trigger?.attempts[0]?.output} />
      {steps.map((step) => (
        <StepCard key={`${step.step} ${step.path}`} step={step} story={storyOf(step.step)} />
      ))}
      {steps.length === 0 ? (
        <li>
          <Text c="dimmed">{texts.noSteps}</Text>
        </li>
      ) : null}
    </ol>
  );
}
