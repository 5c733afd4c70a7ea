import { type CycleDocument, isDisabled, type Step } from "@velodrome/contract";

/** The steps among these that can be switched off: all but notes. */
export const canBeDisabled = (document: CycleDocument, ids: ReadonlySet<string>): Step[] =>
  document.steps.filter((step) => ids.has(step.id) && step.type !== "note");

/** Whether switching means off: so it is as long as one of them is on. */
export const meansOff = (steps: readonly Step[]): boolean => steps.some((step) => !isDisabled(step));

function switched(step: Step, off: boolean): Step {
  if (step.type === "note") return step;
  const { disabled: _, ...on } = step;
  return off ? { ...step, disabled: true } : (on as Step);
}

/** All of these off, or on again where they are off already. */
export function toggleDisabled(document: CycleDocument, ids: ReadonlySet<string>): CycleDocument {
  const off = meansOff(canBeDisabled(document, ids));
  return { ...document, steps: document.steps.map((step) => (ids.has(step.id) ? switched(step, off) : step)) };
}
