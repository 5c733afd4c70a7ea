import { type CycleDocument, cycleDocument } from "@velodrome/contract";
import Elk from "elkjs/lib/elk.bundled.js";
import { expect, it } from "vitest";
import { onGrid } from "../document/positions.ts";
import { frameRoom } from "./frames.ts";
import { graphOf, placesIn } from "./tidy-graph.ts";

/** A chain of transforms by their ids, each with its group behind a slash, and ways besides. */
function chain(ids: readonly string[], ...ways: string[]): CycleDocument {
  const steps = ids.map((each) => {
    const [id = "", group] = each.split("/");
    return { id, type: "transform", ...(group !== undefined && { group }) };
  });
  const between = steps.slice(1).map(({ id }, at) => ({ from: steps[at]?.id, to: id }));
  const others = ways.map((way) => ({ from: way.charAt(0), to: way.charAt(1) }));
  return cycleDocument.parse({ steps, edges: [...between, ...others] });
}
const tidied = async (document: CycleDocument) => placesIn(await new Elk().layout(graphOf(document)));

it("leaves the steps of a group together, with room for their frame", async () => {
  const places = await tidied(chain(["a", "b/G", "c/G", "d"], "ad"));
  const at = (id: string) => places.get(id) ?? { x: Number.NaN, y: Number.NaN };
  expect(at("b").x - at("a").x).toBeGreaterThanOrEqual(248 + frameRoom.side);
  expect(at("d").x - at("c").x).toBeGreaterThanOrEqual(248 + frameRoom.side);
  for (const [, place] of places) expect(onGrid(place)).toEqual(place);
  expect(at("c").x).toBeGreaterThan(at("b").x + 248);
});

it("leaves as much room between steps that follow each other in a group as outside of one, and all at one height", async () => {
  const steps = [...(await tidied(chain(["a", "b", "c/G", "d/G", "e/G"]))).values()];
  const [a = { x: 0, y: 0 }, b = a, c = a, d = a, e = a] = steps;
  expect([d.x - c.x, e.x - d.x]).toEqual([b.x - a.x, b.x - a.x]);
  expect(new Set(steps.map(({ y }) => y))).toEqual(new Set([a.y]));
});

it("puts what follows where a step fails below what follows otherwise", async () => {
  const plain = chain(["a", "b"]);
  const places = await tidied(
    cycleDocument.parse({
      steps: [...plain.steps, { id: "f", type: "stop" }],
      edges: [...plain.edges, { from: "a", port: "error", to: "f" }],
    }),
  );
  expect(places.get("f")?.y).toBeGreaterThan(places.get("b")?.y ?? Number.NaN);
});

it("lays a group out as if it were none where what lies between its steps is not in it", () => {
  const flat = graphOf(chain(["a/G", "b", "c/G"])).children ?? [];
  expect(flat.map(({ id }) => id)).toEqual(["a", "b", "c"]);
  const held = graphOf(chain(["a", "b/G", "c/G"])).children ?? [];
  expect(held.map(({ id }) => id)).toEqual(["a", "group G"]);
});

it("holds no note but those of a group", () => {
  const document = chain(["a", "b/G"]);
  const notes = cycleDocument.parse({
    ...document,
    steps: [...document.steps, { id: "n", type: "note", group: "G" }, { id: "m", type: "note" }],
  });
  const [, group, more] = graphOf(notes).children ?? [];
  expect(more).toBeUndefined();
  expect(group?.children?.map(({ id }) => id)).toEqual(["b", "n"]);
});

it("leaves room for the names of ways between a Switch and what follows", async () => {
  const conditions = { left: { value: 1 }, operator: "equals", right: { value: 1 } };
  const cases = [{ id: "a", name: "Opening hours at the weekend", conditions }];
  const document = cycleDocument.parse({
    steps: [
      { id: "s", type: "switch", cases },
      { id: "t", type: "transform" },
    ],
    edges: [{ from: "s", port: "a", to: "t" }],
  });
  const places = await tidied(document);
  // A name is drawn up to 120 pixels long, beside a card of 248.
  expect((places.get("t")?.x ?? 0) - (places.get("s")?.x ?? 0)).toBeGreaterThanOrEqual(248 + 120 + 16);
});
