import { cycleDocument } from "@velodrome/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyDocument } from "../../../testing/any-document.ts";
import { differenceOf, sameDocument } from "./difference.ts";
import { moveSteps, removeSteps } from "./graph-edit.ts";
import { putIntoGroup } from "./groups.ts";

describe("the difference of two cycles", () => {
  it("is nothing between a cycle and itself, however its JSON is written, and wherever its cards stand", () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const copy = JSON.parse(JSON.stringify(document)) as typeof document;
        expect(differenceOf(document, copy)).toEqual([]);
        expect(sameDocument(document, copy)).toBe(true);
        const moved = moveSteps(document, new Map(document.steps.map(({ id }) => [id, { x: 1, y: 2 }])));
        expect(differenceOf(document, moved)).toEqual([]);
      }),
    );
  });

  it("tells of each step and way that is gone, and backwards of each that came", () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const [first] = document.steps;
        if (first === undefined) return;
        const without = removeSteps(document, [first.id]);
        const kinds = differenceOf(document, without).map(({ kind }) => kind);
        expect(kinds.filter((kind) => kind === "removed")).toHaveLength(1);
        const back = differenceOf(without, document).map(({ kind }) => kind);
        expect(back.filter((kind) => kind === "added")).toHaveLength(1);
        expect(kinds.filter((kind) => kind === "parted")).toHaveLength(back.filter((kind) => kind === "joined").length);
      }),
    );
  });

  it("takes another group for no change of the step, and tells of it all the same", () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const ids = new Set(document.steps.map(({ id }) => id));
        const kinds = differenceOf(document, putIntoGroup(document, ids, "All")).map(({ kind }) => kind);
        expect(kinds).toEqual(ids.size === 0 ? [] : ["grouped"]);
      }),
    );
  });

  it("tells what is masked from what becomes of failing steps", () => {
    const before = cycleDocument.parse({ steps: [] });
    const kindsOf = (settings: object) =>
      differenceOf(before, cycleDocument.parse({ settings })).map(({ kind }) => kind);
    expect(kindsOf({ redact: ["**.iban"] })).toEqual(["masked"]);
    expect(kindsOf({ onStepError: "ignore" })).toEqual(["settings"]);
    expect(kindsOf({ redact: [] })).toEqual([]);
  });

  it("names the fields that changed", () => {
    const before = cycleDocument.parse({ steps: [{ id: "a", type: "delay", unit: "minutes" }] });
    const after = cycleDocument.parse({
      steps: [{ id: "a", type: "delay", unit: "hours", name: "Wait" }],
      variables: { x: 1 },
    });
    expect(differenceOf(before, after)).toEqual([
      expect.objectContaining({ kind: "changed", fields: expect.arrayContaining(["unit", "name"]) }),
      { kind: "variables" },
    ]);
  });
});
