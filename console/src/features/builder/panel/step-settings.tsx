import type { Step } from "@velodrome/contract";
import { useBuilder } from "../builder-context.ts";
import { toolOf } from "../tools/tool-registry.ts";
import { ActionSettings } from "./action-settings.tsx";
import { TriggerSettings } from "./trigger-settings.tsx";

/** The form that fits a step's kind. */
export function StepSettings({ step }: { step: Step }) {
  const { acts } = useBuilder();
  if (step.type === "action") return <ActionSettings step={step} onChange={acts.replace} />;
  if (step.type === "trigger") return <TriggerSettings step={step} onChange={acts.replace} />;
  return toolOf(step.type)?.panel(step, acts.replace) ?? null;
}
