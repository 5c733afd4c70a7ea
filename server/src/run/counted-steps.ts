import { type CycleDocument, forEachBodies } from "@velodrome/contract";

/** A For each whose items are counted. */
export interface CountedLoop {
  step: string;
  /** In how many others it stands: so many parts has the path of its own attempts. */
  depth: number;
  /** What is done for each item. */
  body: readonly string[];
}

/** Steps of which not every attempt that went well went out of them. */
export interface CountedSteps {
  loops: readonly CountedLoop[];
  filters: readonly string[];
}

/** What has to be known of a version to count its ways. */
export function countedSteps(document: Pick<CycleDocument, "steps" | "edges">): CountedSteps {
  const bodies = [...forEachBodies(document)];
  return {
    loops: bodies.map(([step, body]) => ({
      step,
      depth: bodies.filter(([, around]) => around.has(step)).length,
      body: [...body],
    })),
    filters: document.steps.flatMap(({ id, type }) => (type === "filter" ? [id] : [])),
  };
}
