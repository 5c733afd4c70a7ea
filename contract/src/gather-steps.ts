import type { Attempt, PlacedAttempt, StepRun } from "./run.ts";

const isUnderWay = (status: Attempt["status"]): boolean =>
  status === "sleeping" || status === "waiting" || status === "intended";

/** Attempts in order of time, gathered by step; a step's state is that of its latest attempt. */
export function gatherSteps(attempts: readonly PlacedAttempt[]): StepRun[] {
  const byStep = new Map<string, StepRun>();
  for (const { step, path, port, ...attempt } of attempts) {
    const key = `${step} ${path}`;
    const found = byStep.get(key);
    // A sleep, a wait and a For each are written when they begin and again when they end; what they began with stands in the first.
    const begun = found?.attempts.find(({ status, number }) => number === attempt.number && isUnderWay(status));
    const earlier = (found?.attempts ?? []).filter((each) => each !== begun);
    const gathered = [...earlier, { ...attempt, input: attempt.input ?? begun?.input ?? null }];
    byStep.set(key, { step, path, status: attempt.status, port, attempts: gathered });
  }
  return [...byStep.values()];
}
