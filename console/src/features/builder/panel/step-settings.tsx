import { Stack } from "@mantine/core";
import type { Step } from "@velodrome/contract";
import { useBuilder } from "../builder-context.ts";
import { toolOf } from "../tools/tool-registry.ts";
import { ActionSettings } from "./action-settings.tsx";
import { TriggerSettings } from "./trigger-settings.tsx";

/** The form that fits a step's kind. */
export function StepSettings({ step }: { step: Step }) {
  const { acts, scheduleTimes } = useBuilder();
  if (step.type === "action") return <ActionSettings step={step} onChange={acts.replace} />;
  if (step.type === "trigger") return <TriggerSettings step={step} onChange={acts.replace} />;
  const panel = toolOf(step.type)?.panel(step, acts.replace) ?? null;
  if (step.type !== "schedule") return panel;
  return (
    <Stack gap="lg">
      {panel}
      {scheduleTimes(step)}
    </Stack>
  );
}
