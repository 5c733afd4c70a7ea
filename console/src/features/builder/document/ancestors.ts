import { type CycleDocument, forEachBodies } from "@velodrome/contract";

/**
 * Steps whose output is there when a step runs: all that lead to it. What is done for each item of a list has no single
 * output outside of that.
 */
export function ancestorsOf(document: CycleDocument, id: string): string[] {
  const found = new Set<string>();
  const waiting = [id];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const { from, to } of document.edges) {
      if (to !== at || found.has(from)) continue;
      found.add(from);
      waiting.push(from);
    }
  }
  for (const [loop, body] of forEachBodies(document)) {
    if (body.has(id) || loop === id) continue;
    for (const inside of body) found.delete(inside);
  }
  return document.steps.filter((step) => found.has(step.id) && step.type !== "note").map((step) => step.id);
}
