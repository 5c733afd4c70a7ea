import { type CycleDocument, cycleDocument, type Step } from "@velodrome/contract";
import fc from "fast-check";
import { addStep, connect, edgeOf } from "../features/builder/document/graph-edit.ts";
import { waysOut } from "../features/builder/document/port.ts";
import { freshId, takenIds } from "../features/builder/document/step-id.ts";

const kinds = ["trigger", "decision", "switch", "for-each", "action", "transform", "delay", "stop", "note"] as const;

/** A step of each kind, taking from another one where it takes anything. */
function stepOf(kind: (typeof kinds)[number], id: string, from: string): Step {
  const source = { step: from, path: "message.text" };
  const position = { x: 0, y: 0 };
  switch (kind) {
    case "trigger":
      return { id, type: "trigger", connector: "test", method: "message", position };
    case "decision":
      return { id, type: "decision", conditions: { all: [{ left: source, operator: "exists" }] }, position };
    case "switch":
      return { id, type: "switch", cases: [{ id: "one" }, { id: "two" }], position };
    case "for-each":
      return { id, type: "for-each", list: source, position };
    case "action":
      return {
        id,
        type: "action",
        connector: "test",
        method: "send",
        input: {
          text: { template: `Hi {{ ${from}.name }}` },
          to: source,
          buttons: { list: [{ value: "a" }, { fields: { value: source, title: { expression: `${from}.name` } } }] },
        },
        position,
      };
    case "transform":
      return { id, type: "transform", expression: `${from}.message & "${from}"`, position };
    case "delay":
      return { id, type: "delay", duration: { expression: `${from}.wait * 2` }, unit: "minutes", position };
    case "stop":
      return { id, type: "stop", outcome: "fail", message: source, position };
    case "note":
      return { id, type: "note", text: `about ${from}`, position };
  }
}

type Wish = { kind: (typeof kinds)[number]; from: number } | { edge: [number, number, number] };

const pick = <T>(all: readonly T[], at: number): T | undefined => all[at % Math.max(1, all.length)];

function withWish(document: CycleDocument, wish: Wish): CycleDocument {
  if ("kind" in wish) {
    const from = pick(document.steps, wish.from)?.id ?? "nothing";
    const id = freshId(takenIds(document), wish.kind === "for-each" ? "each" : wish.kind);
    return addStep(document, stepOf(wish.kind, id, from));
  }
  const [from, to] = [pick(document.steps, wish.edge[0]), pick(document.steps, wish.edge[1])];
  const way = from === undefined ? undefined : pick(waysOut(from), wish.edge[2]);
  if (from === undefined || to === undefined || way === undefined) return document;
  return connect(document, edgeOf(from.id, way.port, to.id));
}

const wish: fc.Arbitrary<Wish> = fc.oneof(
  fc.record({ kind: fc.constantFrom(...kinds), from: fc.nat(30) }),
  fc.tuple(fc.nat(30), fc.nat(30), fc.nat(5)).map((edge) => ({ edge })),
);

/** Documents as people build them: step by step, edge by edge. */
export const anyDocument: fc.Arbitrary<CycleDocument> = fc
  .array(wish, { maxLength: 30 })
  .map((wishes) => wishes.reduce(withWish, cycleDocument.parse({})));
