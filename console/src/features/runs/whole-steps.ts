import { gatherSteps, type PlacedAttempt, type StepRun } from "@velodrome/contract";

const placed = (steps: readonly StepRun[]): PlacedAttempt[] =>
  steps.flatMap(({ attempts, step, path, port }) => attempts.map((attempt) => ({ ...attempt, step, path, port })));

/** In order of their beginnings; ids tell which of one moment came first. */
const earlier = (a: PlacedAttempt, b: PlacedAttempt): number =>
  a.startedAt === b.startedAt ? (a.id < b.id ? -1 : 1) : a.startedAt < b.startedAt ? -1 : 1;

/** The steps of a long run with attempts that its answer had left out. */
export function wholeSteps(steps: readonly StepRun[], more: readonly PlacedAttempt[]): StepRun[] {
  if (more.length === 0) return [...steps];
  const byId = new Map([...placed(steps), ...more].map((attempt) => [attempt.id, attempt]));
  return gatherSteps([...byId.values()].sort(earlier));
}
