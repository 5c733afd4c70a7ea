import { cycleDocument } from "@velodrome/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { anyDocument } from "../../../testing/any-document.ts";
import { compare, fieldChanges } from "./comparison.ts";
import { removeSteps } from "./graph-edit.ts";

test("all of both documents is drawn once, and what differs is told of whichever side it is on", () => {
  fc.assert(
    fc.property(anyDocument, (document) => {
      const [first] = document.steps;
      if (first === undefined) return;
      const without = removeSteps(document, [first.id]);
      const all = document.steps.map(({ id }) => id).toSorted();
      const gone = compare(document, without);
      expect(gone.document.steps.map(({ id }) => id).toSorted()).toEqual(all);
      expect(gone.steps.get(first.id)).toBe("removed");
      const came = compare(without, document);
      expect(came.document.steps.map(({ id }) => id).toSorted()).toEqual(all);
      expect(came.steps.get(first.id)).toBe("added");
      for (const { edge, change } of [...gone.ways, ...came.ways]) {
        expect(gone.document.edges).toContainEqual(edge);
        expect(["joined", "parted"]).toContain(change);
      }
    }),
  );
});

test("what is gone stands where it stood", () => {
  const before = cycleDocument.parse({ steps: [{ id: "a", type: "note", position: { x: 32, y: 48 } }] });
  expect(compare(before, cycleDocument.parse({})).document.steps[0]?.position).toEqual({ x: 32, y: 48 });
});

test("each input field that differs is told by its own name", () => {
  const send = (input: object) => ({ id: "a", type: "action", connector: "c", method: "m", input });
  const { steps } = cycleDocument.parse({ steps: [send({ to: { value: 1 }, text: { value: "x" } })] });
  const { steps: later } = cycleDocument.parse({ steps: [send({ to: { value: 1 }, more: { value: 2 } })] });
  const [a, b] = [steps[0], later[0]];
  if (a === undefined || b === undefined) throw new Error("Both have a step.");
  expect(fieldChanges(a, b, ["input"])).toEqual([
    { field: "input.text", before: { value: "x" }, after: undefined },
    { field: "input.more", before: undefined, after: { value: 2 } },
  ]);
});
