import type { Condition, Source, Step } from "@velodrome/contract";

/** Every source of a step with the field it stands in. */
export function sourcesOf(step: Step): { field: string; source: Source }[] {
  if (step.type === "action") return Object.entries(step.input).map(([field, source]) => ({ field, source }));
  if (step.type === "trigger" || step.conditions === undefined) return [];
  return ofCondition(step.conditions).map((source) => ({ field: "conditions", source }));
}

function ofCondition(condition: Condition): Source[] {
  if ("all" in condition) return condition.all.flatMap(ofCondition);
  if ("any" in condition) return condition.any.flatMap(ofCondition);
  return condition.right === undefined ? [condition.left] : [condition.left, condition.right];
}
