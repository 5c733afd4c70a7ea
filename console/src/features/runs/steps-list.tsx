import { Text } from "@mantine/core";
import type { StepRun } from "@velodrome/contract";
import { StepCard, type StepStory } from "./step-card.tsx";
import classes from "./steps-list.module.css";
import { texts } from "./texts.ts";

interface StepsListProps {
  steps: readonly StepRun[];
  storyOf: (step: string) => StepStory | null;
}

export function StepsList({ steps, storyOf }: StepsListProps) {
  if (steps.length === 0) return <Text c="dimmed">{texts.noSteps}</Text>;
  return (
    <ol className={classes.list}>
      {steps.map((step) => (
        <StepCard key={`${step.step} ${step.path}`} step={step} story={storyOf(step.step)} />
      ))}
    </ol>
  );
}
