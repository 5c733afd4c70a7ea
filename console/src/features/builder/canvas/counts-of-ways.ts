import type { LiveWays, Step } from "@velodrome/contract";

/** How often each way out of a step was taken; null where it is not counted. */
export type CountOf = (from: Step, port: string | undefined) => number | null;

const key = (step: string, port: string | undefined): string => `${step} ${port ?? ""}`;

export function countsOfWays(ways: LiveWays["ways"]): CountOf {
  const counts = new Map(ways.map(({ step, port, count }) => [key(step, port ?? undefined), count]));
  // What is done for each item has no count of its own.
  return (from, port) => (from.type === "for-each" ? null : (counts.get(key(from.id, port)) ?? null));
}
