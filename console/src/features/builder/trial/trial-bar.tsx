import { Button, Group, Tooltip } from "@mantine/core";
import { IconDatabase, IconPlayerTrackNext, IconTestPipe } from "@tabler/icons-react";
import { startsRuns, type Step } from "@velodrome/contract";
import { useBuilder } from "../builder-context.ts";
import { fitsAsPin } from "../document/pins.ts";
import { titleOf } from "../step-title.ts";
import classes from "./trial.module.css";
import { texts } from "./trial-texts.ts";

/** Whether there is anything to try: what starts runs only brings data, and a note does nothing. */
export const canBeTried = (step: Step): boolean => !startsRuns(step) && step.type !== "note";

/** The ways to try a step; `sticks`: at the foot of its panel, in sight wherever that is scrolled to. */
export function TrialBar({ step, sticks = false }: { step: Step; sticks?: boolean }) {
  const place = sticks ? (classes.bar ?? "") : "";
  const { acts, chooseData, editor, nextEvent, say, trials } = useBuilder();
  if (startsRuns(step)) {
    const pin = (item: unknown) => {
      const fits = fitsAsPin(editor.draft.document, step.id, item);
      if (fits) acts.pin(step.id, item);
      say(fits ? texts.came(titleOf(step)) : texts.tooLarge);
    };
    return (
      <Group gap="sm" className={place}>
        <Button
          variant="default"
          leftSection={<IconDatabase size="1em" />}
          onClick={() => chooseData({ step: step.id, runs: false })}
        >
          {texts.chooseData}
        </Button>
        {step.type === "trigger" ? nextEvent(step, pin) : null}
      </Group>
    );
  }
  if (!canBeTried(step)) return null;
  const { pending } = trials;
  const busy = (reach: string) => pending?.step === step.id && pending.reach === reach;
  return (
    <Group gap="sm" className={place}>
      <Tooltip label={texts.testStepHint} multiline maw="var(--vd-entry)">
        <Button
          variant="default"
          leftSection={<IconTestPipe size="1em" />}
          loading={busy("step")}
          disabled={pending !== null && !busy("step")}
          onClick={() => trials.start({ step: step.id, reach: "step" })}
        >
          {texts.testStep}
        </Button>
      </Tooltip>
      <Tooltip label={texts.runToHereHint} multiline maw="var(--vd-entry)">
        <Button
          variant="default"
          leftSection={<IconPlayerTrackNext size="1em" />}
          loading={busy("way")}
          disabled={pending !== null && !busy("way")}
          onClick={() => trials.start({ step: step.id, reach: "way" })}
        >
          {texts.runToHere}
        </Button>
      </Tooltip>
    </Group>
  );
}
