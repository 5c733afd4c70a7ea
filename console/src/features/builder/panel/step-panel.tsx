import { ActionIcon, Code, Group, List, Stack, Text, TextInput, Title, Tooltip } from "@mantine/core";
import { IconArrowsDiagonal, IconX } from "@tabler/icons-react";
import type { Step } from "@velodrome/contract";
import { serverWords } from "../../../lib/server-words.ts";
import { Callout } from "../../../ui/callout.tsx";
import { PhraseText } from "../../../ui/phrase-text.tsx";
import { Disclosure } from "../../../ui/disclosure.tsx";
import { IconListCheck } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { useBuilder } from "../builder-context.ts";
import { FieldContext } from "../fields/field-context.ts";
import { kindTitle, titleOf } from "../step-title.ts";
import { ErrorChoice, mayFail } from "./error-choice.tsx";
import { texts } from "./panel-texts.ts";
import { mayMask, RedactChoice } from "./redact-choice.tsx";
import classes from "./step-panel.module.css";
import { StepDisabled } from "./step-disabled.tsx";
import { StepSettings } from "./step-settings.tsx";
import { Outcome } from "../trial/outcome.tsx";
import type { Trial } from "../trial/use-trials.ts";
import { TrialBar } from "../trial/trial-bar.tsx";
import { StepWays } from "./step-ways.tsx";
import { useFieldSurroundings } from "./use-field-surroundings.ts";

interface StepNameProps {
  step: Step;
  /** What kind of step it is is said elsewhere. */
  bare?: boolean;
}

/** What a step is called: in a field of the draft, as a heading where nothing can be changed. */
export function StepName({ step, bare = false }: StepNameProps) {
  const { acts, connectors, editable } = useBuilder();
  if (!editable) {
    return (
      <div id={`name-${step.id}`} tabIndex={-1} className={classes.name}>
        <Text size="sm" c="dimmed">
          {kindTitle(step, connectors)}
        </Text>
        <Title order={2}>{titleOf(step)}</Title>
      </div>
    );
  }
  return (
    <TextInput
      id={`name-${step.id}`}
      flex={1}
      aria-label={texts.name}
      {...(bare ? {} : { description: kindTitle(step, connectors) })}
      value={step.name ?? ""}
      placeholder={step.id}
      maxLength={200}
      onChange={(event) => acts.rename(step, event.currentTarget.value)}
    />
  );
}

function Head({ step, onWiden }: { step: Step; onWiden: () => void }) {
  const { editable, open } = useBuilder();
  const size = editable ? "var(--vd-control)" : "var(--vd-target)";
  return (
    <Group gap="xs" wrap="nowrap" align="flex-end">
      <StepName step={step} />
      <Tooltip label={texts.widen}>
        <ActionIcon
          // The panel is taken away while the step is shown large: by its id the keyboard finds back.
          id="widen-step"
          variant="subtle"
          color="gray"
          size={size}
          aria-label={texts.widen}
          onClick={onWiden}
        >
          <IconArrowsDiagonal size="1em" />
        </ActionIcon>
      </Tooltip>
      <ActionIcon variant="subtle" color="gray" size={size} aria-label={texts.close} onClick={() => open(null)}>
        <IconX size="1em" />
      </ActionIcon>
    </Group>
  );
}

/** What the server still misses that belongs to no field of its own here. */
function StepMissing({ step }: { step: Step }) {
  const { prerequisites } = useBuilder();
  const missing = prerequisites.filter((one) => one.step === step.id);
  if (missing.length === 0) return null;
  return (
    <Callout tone="amber" icon={IconListCheck} heading={texts.missing}>
      <List size="sm">
        {missing.map(({ code, message }, at) => (
          <List.Item key={at}>
            {serverWords(message)} <Code>{code}</Code>
          </List.Item>
        ))}
      </List>
    </Callout>
  );
}

export function StepForm({ step }: { step: Step }) {
  const { acts } = useBuilder();
  return (
    <Stack gap="lg">
      <StepDisabled step={step} />
      <StepMissing step={step} />
      <StepSettings step={step} />
      <StepWays step={step} />
      {mayFail(step) ? <ErrorChoice step={step} onChange={acts.replace} /> : null}
      {mayMask(step) ? <RedactChoice step={step} onChange={acts.replace} /> : null}
      <Text size="sm" c="dimmed">
        {texts.id}: <Code>{step.id}</Code>
      </Text>
    </Stack>
  );
}

/** Brings what a test came to into sight: whoever asked for it looks at the button, at the other end of the panel. */
function useNewInSight(trial: Trial | null) {
  const place = useRef<HTMLDivElement>(null);
  const known = useRef(trial);
  useEffect(() => {
    if (trial !== null && trial !== known.current) place.current?.scrollIntoView();
    known.current = trial;
  }, [trial]);
  return place;
}

/** One step at the side of the canvas: its settings, where it leads, what it gave last. */
export function StepPanel({ step, onWiden }: { step: Step; onWiden: () => void }) {
  const { describe, editable, resultOf, trials } = useBuilder();
  // What was just asked for is shown at once.
  const tried = trials.of(step.id) !== null || trials.failure?.step === step.id;
  const outcome = useNewInSight(trials.of(step.id));
  const surroundings = useFieldSurroundings(step);
  return (
    <FieldContext value={surroundings}>
      <aside className={classes.panel} aria-label={texts.panelOf(titleOf(step))}>
        <Stack gap="lg" className={classes.content ?? ""}>
          <Head step={step} onWiden={onWiden} />
          {editable ? (
            <>
              <StepForm step={step} />
              <div ref={outcome}>
                <Disclosure key={tried ? "tried" : "known"} label={texts.comesOut} opened={tried}>
                  <Outcome step={step} />
                </Disclosure>
              </div>
              <TrialBar step={step} sticks />
            </>
          ) : (
            <>
              <Text size="sm">
                <PhraseText phrase={describe(step)} />
              </Text>
              {resultOf(step.id)}
            </>
          )}
        </Stack>
      </aside>
    </FieldContext>
  );
}
