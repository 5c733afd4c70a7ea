import { Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconHourglass } from "@tabler/icons-react";
import type { Run, RunError } from "@velodrome/contract";
import { between, duration } from "../../lib/duration.ts";
import { localeOf } from "../../lib/locale.ts";
import type { Names } from "../../lib/names.ts";
import { serverWords } from "../../lib/server-words.ts";
import { Callout } from "../../ui/callout.tsx";
import { TextLink } from "../../ui/link.tsx";
import { ExactMoment, Moment, MomentAhead } from "../../ui/moment.tsx";
import { Surface } from "../../ui/surface.tsx";
import classes from "./run-story.module.css";
import { isFinished } from "./run-order.ts";
import { texts } from "./texts.ts";

interface StoryProps {
  account: string;
  run: Run;
  names: Names;
  /** What a step is called, for the sentence about where it failed. */
  stepName: (step: string) => string;
}

function Beginning({ run, names }: Pick<StoryProps, "run" | "names">) {
  const prefix = { event: "", replay: texts.replayed, retry: texts.byRetry, manual: texts.byHandAs, answer: "" }[
    run.origin
  ];
  if (run.person === null) return run.origin === "manual" ? texts.byHand : texts.someone;
  return (
    <>
      {prefix}
      <strong>{run.person}</strong>
      {run.text === null ? texts.sent : texts.wrote}
      {run.text === null ? null : <q className={classes.quote}>{run.text}</q>}
      {run.page === null ? null : (
        <>
          {texts.to}
          <strong>{names.page(run.page)}</strong>
        </>
      )}
    </>
  );
}

function Ending({ run }: { run: Run }) {
  const ending = texts.endings[run.status];
  // What it waits for may come sooner, or not until then: that is said below.
  if (run.waitingFor !== null) return `${ending}.`;
  if ((run.status === "sleeping" || run.status === "waiting") && run.dueAt !== null) {
    return (
      <>
        {ending}
        {texts.goesOn}
        <MomentAhead at={run.dueAt} />.
      </>
    );
  }
  if (!isFinished(run)) return ending.endsWith(".") ? ending : `${ending}.`;
  if (run.startedAt === null || run.finishedAt === null) return `${ending}.`;
  const length = duration(between(run.startedAt, run.finishedAt, 0), localeOf(navigator.languages));
  return `${ending}${texts.after}${length}.`;
}

function WhyItFailed({ error, stepName }: { error: RunError; stepName: StoryProps["stepName"] }) {
  const heading = error.step === undefined ? texts.failedWhole : texts.failedAt(stepName(error.step));
  return (
    <Callout tone="red" icon={IconAlertTriangle} heading={heading} code={error.code}>
      {serverWords(error.message)} {texts.errorClasses[error.class]}
    </Callout>
  );
}

function WhyItWaits({ waitingFor }: { waitingFor: NonNullable<Run["waitingFor"]> }) {
  return (
    <Callout tone="neutral" icon={IconHourglass} heading={texts.whyItWaits} code={waitingFor.code}>
      {serverWords(waitingFor.message)} {texts.waitsUntil}
      <ExactMoment at={waitingFor.until} />
      {texts.atTheLatest}
    </Callout>
  );
}

/** A run in words: what started it, how it ended, and why if it failed. */
export function RunStory({ account, run, names, stepName }: StoryProps) {
  return (
    <Stack gap="md">
      <Surface>
        <Stack gap="xs">
          <Text className={classes.beginning}>
            <Beginning run={run} names={names} />
          </Text>
          <Text c="dimmed">
            <ExactMoment at={run.createdAt} /> (<Moment at={run.createdAt} />
            ). <Ending run={run} />
          </Text>
          <Text size="sm" className={classes.links}>
            {run.event === null ? null : (
              <TextLink to="/accounts/$account/events/$event" params={{ account, event: run.event }}>
                {texts.openEvent}
              </TextLink>
            )}
            {run.page === null || run.person === null ? null : (
              <TextLink
                to="/accounts/$account/conversations/$page/$person"
                params={{ account, page: run.page, person: run.person }}
              >
                {texts.openConversation}
              </TextLink>
            )}
            {run.retryOf === null ? null : (
              <TextLink to="/accounts/$account/runs/$run" params={{ account, run: run.retryOf }}>
                {texts.openEarlier}
              </TextLink>
            )}
            {run.absorbedBy === null ? null : (
              <TextLink to="/accounts/$account/runs/$run" params={{ account, run: run.absorbedBy }}>
                {texts.openTaker}
              </TextLink>
            )}
          </Text>
        </Stack>
      </Surface>
      {run.waitingFor === null ? null : <WhyItWaits waitingFor={run.waitingFor} />}
      {run.error === null ? null : <WhyItFailed error={run.error} stepName={stepName} />}
    </Stack>
  );
}
