import { type CycleDocument, forEachBodies, startsRuns } from "@velodrome/contract";

type Graph = Pick<CycleDocument, "steps" | "edges">;

/** For each step, the steps its edges lead to, in document order, whatever the port. */
function successorsOf({ steps, edges }: Graph): Map<string, string[]> {
  const next = new Map<string, string[]>(steps.map(({ id }) => [id, []]));
  for (const { from, to } of edges) {
    if (next.has(to)) next.get(from)?.push(to);
  }
  return next;
}

/** Depth first in document order, as a run walks it: each step once, when it is first met. */
function walk(from: string, next: ReadonlyMap<string, readonly string[]>): string[] {
  const order = new Set<string>();
  const waiting = [from];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (order.has(id)) continue;
    order.add(id);
    waiting.push(...(next.get(id) ?? []).toReversed());
  }
  return [...order];
}

/** For each step, itself and every step that can come after it on some way through the graph. */
export function followersOf(document: Graph): ReadonlyMap<string, ReadonlySet<string>> {
  const next = successorsOf(document);
  return new Map([...next.keys()].map((id) => [id, new Set(walk(id, next))]));
}

/**
 * For each step, the steps whose output it may find: those that lead to it, and those of branches that run earlier
 * (several edges from one port run one after another). Whether they did run is known in the run only. What is done for each
 * item of a list has an output per item, so only what is done for the same item finds it.
 */
export function predecessorsOf(document: Graph): ReadonlyMap<string, ReadonlySet<string>> {
  const next = successorsOf(document);
  const followers = followersOf(document);
  const before = new Map<string, Set<string>>([...next.keys()].map((id) => [id, new Set()]));
  for (const [id, after] of followers) {
    for (const follower of after) if (follower !== id) before.get(follower)?.add(id);
  }
  for (const { id: trigger } of document.steps.filter(startsRuns)) {
    const order = walk(trigger, next);
    for (const [at, id] of order.entries()) {
      const after = followers.get(id);
      for (const earlier of order.slice(0, at)) if (!after?.has(earlier)) before.get(id)?.add(earlier);
    }
  }
  for (const body of forEachBodies(document).values()) {
    for (const [id, earlier] of before) if (!body.has(id)) for (const inside of body) earlier.delete(inside);
  }
  return before;
}

/** For each For each, the steps whose output it may find at the end of an item: what comes before it, itself, and its body. */
export function beforeItemsEnd(
  document: Graph,
  before: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const bodies = forEachBodies(document);
  return new Map(
    [...bodies].map(([id, body]) => {
      const deeper = new Set([...bodies].flatMap(([inner, steps]) => (body.has(inner) ? [...steps] : [])));
      const own = [...body].filter((step) => !deeper.has(step));
      return [id, new Set([...(before.get(id) ?? []), id, ...own])] as const;
    }),
  );
}
