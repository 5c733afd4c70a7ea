import { Button, Text } from "@mantine/core";
import { IconPower } from "@tabler/icons-react";
import { isDisabled, portsOf, type Step, startsRuns } from "@velodrome/contract";
import { Callout } from "../../../ui/callout.tsx";
import { useBuilder } from "../builder-context.ts";
import { portTitle } from "../step-title.ts";
import { texts as builderTexts } from "../texts.ts";
import { texts } from "./panel-texts.ts";

/** What becomes of runs at a step that is switched off. */
function wordsOf(step: Step): string {
  if (startsRuns(step)) return texts.startsNothing;
  if (step.type === "stop") return texts.stopsNothing;
  if (step.type === "for-each") return texts.itemsPassed;
  const [first] = portsOf(step);
  return first === undefined ? texts.passed : texts.passedBy(portTitle(step, first));
}

/** Says so of a step that is switched off, and switches it on again. */
export function StepDisabled({ step }: { step: Step }) {
  const { acts } = useBuilder();
  if (!isDisabled(step)) return null;
  return (
    <Callout
      tone="neutral"
      icon={IconPower}
      heading={texts.disabled}
      acts={
        <Button variant="default" onClick={() => acts.toggleDisabled([step.id])}>
          {builderTexts.enable}
        </Button>
      }
    >
      <Text size="sm">{wordsOf(step)}</Text>
    </Callout>
  );
}
