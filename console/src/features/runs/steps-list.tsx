import { Stack, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { RunWithSteps } from "@velodrome/contract";
import { LoadMore } from "../../ui/load-more.tsx";
import { attemptsQuery } from "./list-attempts.ts";
import { retryTexts } from "./retry-texts.ts";
import { StepCard, type StepStory } from "./step-card.tsx";
import classes from "./steps-list.module.css";
import { texts } from "./texts.ts";
import { TriggerCard } from "./trigger-card.tsx";
import { wholeSteps } from "./whole-steps.ts";

interface StepsListProps {
  run: RunWithSteps;
  storyOf: (step: string) => StepStory | null;
}

/** More are shown as lines, so that a long run is still one to look through. */
const unfoldedAtMost = 40;

/** A run's steps in the order they happened, the trigger first; of a very long run the first and the latest, and more when asked for. */
export function StepsList({ run, storyOf }: StepsListProps) {
  const query = useInfiniteQuery(attemptsQuery(run));
  const more = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const trigger = run.steps.find((step) => step.step === run.trigger);
  const steps = wholeSteps(
    run.steps.filter((step) => step.step !== run.trigger),
    more,
  );
  const isLong = run.stepsCursor !== null && (query.data === undefined || query.hasNextPage);
  return (
    <Stack gap="lg">
      <ol className={classes.list}>
        <TriggerCard step={run.trigger} story={storyOf(run.trigger)} output={trigger?.attempts[0]?.output} />
        {steps.map((step) => (
          <StepCard
            key={`${step.step} ${step.path}`}
            step={step}
            story={storyOf(step.step)}
            unfolded={steps.length <= unfoldedAtMost}
          />
        ))}
        {steps.length === 0 ? (
          <li>
            <Text c="dimmed">{texts.noSteps}</Text>
          </li>
        ) : null}
      </ol>
      {isLong ? (
        <>
          <Text c="dimmed">{retryTexts.more}</Text>
          <LoadMore query={{ ...query, hasNextPage: true }} />
        </>
      ) : null}
    </Stack>
  );
}
