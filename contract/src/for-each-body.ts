import type { CycleDocument } from "./cycle-document.ts";

type Graph = Pick<CycleDocument, "steps" | "edges">;

/** The steps that each For each does for every item, by its id: all that its port `item` leads to, further For eaches and theirs included. */
export function forEachBodies({ steps, edges }: Graph): Map<string, ReadonlySet<string>> {
  const next = new Map<string, string[]>();
  for (const { from, to } of edges) next.set(from, [...(next.get(from) ?? []), to]);
  const loops = steps.filter(({ type }) => type === "for-each");
  return new Map(
    loops.map(({ id }) => {
      const body = new Set<string>();
      const waiting = edges.filter(({ from, port }) => from === id && port === "item").map(({ to }) => to);
      for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
        if (body.has(at)) continue;
        body.add(at);
        waiting.push(...(next.get(at) ?? []));
      }
      return [id, body] as const;
    }),
  );
}
