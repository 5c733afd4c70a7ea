import type { CycleDocument } from "@velodrome/contract";

/** The cycle's variables as a run has them at its start, and those that a step sets, of which nobody knows what they are. */
export function variablesIn({ steps, variables = {} }: CycleDocument): Record<string, unknown> {
  const set = steps.flatMap((step) => (step.type === "set-variables" ? step.variables.map(({ name }) => name) : []));
  return { ...Object.fromEntries(set.map((name) => [name, undefined])), ...variables };
}
