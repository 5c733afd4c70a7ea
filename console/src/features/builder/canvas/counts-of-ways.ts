import { type CycleDocument, forEachBodies, type LiveWays, type Step } from "@velodrome/contract";
import { texts } from "../texts.ts";

export interface WayCount {
  count: number;
  /** The same, in words: runs go over a way once, items of a list are what goes over those inside of a For each. */
  words: string;
}

/** How often each way out of a step was taken; null where it is not known. */
export type CountOf = (from: Step, port: string | undefined) => WayCount | null;

const key = (step: string, port: string | undefined): string => `${step} ${port ?? ""}`;

export function countsOfWays(ways: LiveWays["ways"], document: Pick<CycleDocument, "steps" | "edges">): CountOf {
  const counts = new Map(ways.map(({ step, port, count }) => [key(step, port ?? undefined), count]));
  const inside = new Set([...forEachBodies(document).values()].flatMap((body) => [...body]));
  return ({ id, type }, port) => {
    const count = counts.get(key(id, port));
    if (count === undefined) return null;
    const isOfItems = inside.has(id) || (type === "for-each" && port === "item");
    return { count, words: isOfItems ? texts.takenByItems(count) : texts.taken(count) };
  };
}
