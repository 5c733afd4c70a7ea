import { type CycleDocument, canBeGiven, isDisabled, type Step, startsRuns, type TestReach } from "@velodrome/contract";
import type { Sample } from "../builder-host.ts";
import { ancestorsOf } from "../document/ancestors.ts";

/** What each step is taken to have given: what is pinned, else what it gave in the latest test, else what is known of it. */
export function samplesWith(
  known: ReadonlyMap<string, Sample>,
  pins: CycleDocument["pins"],
  tested: ReadonlyMap<string, unknown>,
): ReadonlyMap<string, Sample> {
  const samples = new Map(known);
  for (const [step, data] of tested) samples.set(step, { data, origin: "test" });
  for (const [step, data] of Object.entries(pins ?? {})) samples.set(step, { data, origin: "pin" });
  return samples;
}

/**
 * The outputs that a test of a step begins with. Alone it gets all that is known of the steps before it; of the way to it
 * only what is pinned is given, and what its first trigger brings.
 */
export function outputsFor(
  document: CycleDocument,
  sampleOf: (step: Step) => Sample,
  { step, reach }: { step: string; reach: TestReach },
): Record<string, unknown> {
  const before = new Set(ancestorsOf(document, step));
  const known = document.steps.filter((one) => before.has(one.id) && sampleOf(one).origin !== "none");
  const trigger = known.find((one) => startsRuns(one) && !isDisabled(one))?.id;
  const given =
    reach === "step"
      ? known
      : known.filter((one) => one.id === trigger || (canBeGiven(one) && sampleOf(one).origin === "pin"));
  return Object.fromEntries(given.map((one) => [one.id, sampleOf(one).data ?? null]));
}
