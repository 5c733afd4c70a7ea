import { ActionIcon, Group, Tabs, Text, Title } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import type { Step } from "@velodrome/contract";
import type { ReactNode } from "react";
import { useBuilder } from "../builder-context.ts";
import { DataPicker } from "../fields/data-picker.tsx";
import { FieldContext, useFields } from "../fields/field-context.ts";
import { Outcome } from "../trial/outcome.tsx";
import { TrialBar } from "../trial/trial-bar.tsx";
import { kindTitle, titleOf } from "../step-title.ts";
import { texts } from "./panel-texts.ts";
import classes from "./step-panel.module.css";
import { StepFacts } from "./step-facts.tsx";
import { StepForm, StepName } from "./step-panel.tsx";
import { useFieldSurroundings } from "./use-field-surroundings.ts";
import { OpenDialog } from "../../../ui/dialog.tsx";

interface Part {
  key: string;
  heading: string;
  content: ReactNode;
}

function Columns({ parts }: { parts: readonly Part[] }) {
  const narrow = useMediaQuery("(max-width: 1100px)") === true;
  if (narrow) {
    return (
      <Tabs defaultValue="settings" keepMounted={false}>
        <Tabs.List>
          {parts.map(({ key, heading }) => (
            <Tabs.Tab key={key} value={key}>
              {heading}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {parts.map(({ key, content }) => (
          <Tabs.Panel key={key} value={key} pt="lg">
            {content}
          </Tabs.Panel>
        ))}
      </Tabs>
    );
  }
  return (
    <div className={classes.focus}>
      {parts.map(({ key, heading, content }) => (
        <section key={key} className={classes.column} aria-label={heading}>
          <Title order={2}>{heading}</Title>
          {content}
        </section>
      ))}
    </div>
  );
}

function Incoming() {
  const { editable } = useBuilder();
  const { active } = useFields();
  if (!editable) return <DataPicker />;
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm">
        {texts.comesInHint}
      </Text>
      <DataPicker onTake={(from, path) => active?.take(from, path)} />
    </>
  );
}

/** Steps before and after this one, in the order in which the cycle lists them. */
function Neighbours({ step }: { step: Step }) {
  const { editor, open, select } = useBuilder();
  const { steps, edges } = editor.draft.document;
  const before = edges.find(({ to }) => to === step.id)?.from;
  const after = edges.find(({ from }) => from === step.id)?.to;
  const go = (id: string | undefined) => () => {
    if (id === undefined || !steps.some((one) => one.id === id)) return;
    select([id]);
    open(id);
  };
  return (
    <Group gap="xs" wrap="nowrap">
      <ActionIcon
        variant="default"
        size="var(--vd-control)"
        aria-label={texts.previous}
        disabled={before === undefined}
        onClick={go(before)}
      >
        <IconChevronLeft size="1em" />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size="var(--vd-control)"
        aria-label={texts.next}
        disabled={after === undefined}
        onClick={go(after)}
      >
        <IconChevronRight size="1em" />
      </ActionIcon>
    </Group>
  );
}

function Comes({ step }: { step: Step }) {
  const { editable } = useBuilder();
  return (
    <>
      {editable ? <TrialBar step={step} /> : null}
      <Outcome step={step} />
    </>
  );
}

/** What the step is, and what it is called: the one that cannot be changed is the title over it all. */
function Head({ step }: { step: Step }) {
  const { connectors, editable } = useBuilder();
  return (
    <Group gap="sm" mb="lg" maw="var(--vd-form)" wrap="nowrap">
      {editable ? (
        <StepName step={step} bare />
      ) : (
        <Text flex={1} c="dimmed">
          {kindTitle(step, connectors)}
        </Text>
      )}
      <Neighbours step={step} />
    </Group>
  );
}

/** One step over the whole canvas: what comes in, its settings, what comes out. */
export function FocusView({ step, onClose }: { step: Step; onClose: () => void }) {
  const { connectors, editable } = useBuilder();
  const surroundings = useFieldSurroundings(step);
  const form = editable ? <StepForm step={step} /> : <StepFacts step={step} />;
  const parts: readonly Part[] = [
    { key: "in", heading: texts.comesIn, content: <Incoming /> },
    { key: "settings", heading: texts.settings, content: form },
    { key: "out", heading: texts.comesOut, content: <Comes step={step} /> },
  ];
  return (
    <FieldContext value={surroundings}>
      <OpenDialog
        fullScreen
        onClose={onClose}
        title={editable ? kindTitle(step, connectors) : titleOf(step)}
        closeButtonProps={{ "aria-label": texts.narrow }}
      >
        <Head step={step} />
        <Columns parts={parts} />
      </OpenDialog>
    </FieldContext>
  );
}
