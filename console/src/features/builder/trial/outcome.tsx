import { Button, Group, Stack, Text } from "@mantine/core";
import { IconPin, IconPinnedOff } from "@tabler/icons-react";
import { canBeGiven, type Step } from "@velodrome/contract";
import { JsonPanel } from "../../../ui/json-panel.tsx";
import { Callout } from "../../../ui/callout.tsx";
import { useBuilder } from "../builder-context.ts";
import { fitsAsPin } from "../document/pins.ts";
import { TrialResult } from "./trial-result.tsx";
import { texts } from "./trial-texts.ts";

function Pinned({ step, data }: { step: Step; data: unknown }) {
  const { acts, chooseData, editable } = useBuilder();
  return (
    <Stack gap="sm">
      <Callout tone="neutral" icon={IconPin} heading={texts.pinned}>
        {texts.pinnedHint}
      </Callout>
      <JsonPanel label={texts.data} value={data} none="" />
      {editable ? (
        <Group gap="sm">
          <Button variant="default" onClick={() => chooseData({ step: step.id, runs: false })}>
            {texts.edit}
          </Button>
          <Button variant="default" leftSection={<IconPinnedOff size="1em" />} onClick={() => acts.unpin(step.id)}>
            {texts.unpin}
          </Button>
        </Group>
      ) : null}
    </Stack>
  );
}

function PinButton({ step }: { step: Step }) {
  const { acts, editor, samples } = useBuilder();
  const sample = samples.get(step.id);
  if (sample === undefined || sample.origin === "none" || sample.origin === "schema") return null;
  const fits = fitsAsPin(editor.draft.document, step.id, sample.data);
  return (
    <Stack gap="2xs" align="flex-start">
      <Button
        variant="default"
        leftSection={<IconPin size="1em" />}
        disabled={!fits}
        onClick={() => acts.pin(step.id, sample.data)}
      >
        {texts.pin}
      </Button>
      {fits ? null : (
        <Text size="sm" c="dimmed">
          {texts.tooLarge}
        </Text>
      )}
    </Stack>
  );
}

/** What comes out of a step: what is pinned there, what came of its latest test, or what it gave in the latest run. */
export function Outcome({ step }: { step: Step }) {
  const { editable, editor, resultOf, trials } = useBuilder();
  const { pins = {} } = editor.draft.document;
  const isPinned = Object.hasOwn(pins, step.id);
  const tried = trials.of(step.id) !== null || trials.failure?.step === step.id;
  return (
    <Stack gap="lg">
      {isPinned ? <Pinned step={step} data={pins[step.id]} /> : null}
      {tried ? <TrialResult step={step.id} /> : isPinned ? null : resultOf(step.id)}
      {!editable || isPinned || !canBeGiven(step) ? null : <PinButton step={step} />}
    </Stack>
  );
}
