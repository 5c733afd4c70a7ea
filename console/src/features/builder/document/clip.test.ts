import { cycleDocument, graphFlaws } from "@velodrome/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyDocument } from "../../../testing/any-document.ts";
import { clipText, copySteps, parseClip, pasteClip } from "./clip.ts";
import { removeSteps } from "./graph-edit.ts";
import { takenIds } from "./step-id.ts";

const all = (document: Parameters<typeof copySteps>[0]) => copySteps(document, takenIds(document));

describe("copying steps as text", () => {
  it("brings them in under free ids, with the same edges among them, into any cycle", () => {
    fc.assert(
      fc.property(anyDocument, anyDocument, (from, into) => {
        const copied = all(from);
        if (copied === null) return;
        const clip = parseClip(clipText(copied));
        expect(clip).not.toBeNull();
        if (clip === null) return;
        const { document, ids } = pasteClip(into, clip, { x: 0, y: 0 });
        expect(new Set(ids).size).toBe(from.steps.length);
        for (const id of ids) expect(takenIds(into).has(id)).toBe(false);
        expect(document.steps).toHaveLength(into.steps.length + from.steps.length);
        expect(document.edges).toHaveLength(into.edges.length + from.edges.length);
        expect(graphFlaws(document)).toEqual([]);
        expect(cycleDocument.safeParse(document).success).toBe(true);
      }),
    );
  });

  it("lets the copies take from each other, and no longer from what they were copied from", () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const copied = all(document);
        if (copied === null) return;
        const { document: twice, ids } = pasteClip(document, copied, { x: 0, y: 0 });
        const renames = new Map(document.steps.map(({ id }, at) => [id, ids[at] ?? ""]));
        const copies = twice.steps
          .filter(({ id }) => ids.includes(id) && id !== "")
          .map((step) => JSON.stringify(step));
        for (const text of copies) {
          for (const [, name = ""] of text.matchAll(/"step":"(\w+)"/g)) {
            expect(renames.has(name) && !ids.includes(name)).toBe(false);
          }
          for (const [, name = ""] of text.matchAll(/\{\{ (\w+)\./g)) {
            expect(renames.has(name) && !ids.includes(name)).toBe(false);
          }
        }
      }),
    );
  });

  it("takes only the edges among what is copied", () => {
    const document = cycleDocument.parse({
      steps: ["a", "b", "c"].map((id) => ({ id, type: "transform" })),
      edges: [
        { from: "a", to: "b" },
        { from: "b", to: "c" },
      ],
    });
    expect(copySteps(document, new Set(["b", "c"]))?.edges).toEqual([{ from: "b", to: "c" }]);
    expect(copySteps(document, new Set())).toBeNull();
  });

  it("keeps how the steps stand to each other, at the place they are put", () => {
    const document = cycleDocument.parse({
      steps: [
        { id: "a", type: "transform", position: { x: 100, y: 50 } },
        { id: "b", type: "transform", position: { x: 420, y: 178 } },
      ],
    });
    const copied = all(document);
    const pasted = copied === null ? null : pasteClip(document, copied, { x: 0, y: 16 });
    expect(pasted?.document.steps.slice(2).map(({ position }) => position)).toEqual([
      { x: 0, y: 16 },
      { x: 320, y: 144 },
    ]);
  });

  it("takes a whole cycle too, and nothing else", () => {
    expect(parseClip(JSON.stringify({ steps: [{ id: "a", type: "transform" }] }))?.steps).toHaveLength(1);
    for (const text of ["", "hello", "{}", "[]", '{"steps":[{"id":"A"}]}', '{"velodrome":"steps","steps":[]}']) {
      expect(parseClip(text)).toBeNull();
    }
  });

  it("takes nothing that would make a cycle unsound: a draft with it could never be saved", () => {
    const end = { id: "end", type: "stop" };
    const clip = (steps: object[], edges: object[] = []) => JSON.stringify({ velodrome: "steps", steps, edges });
    expect(parseClip(clip([end]))).not.toBeNull();
    expect(parseClip(clip([end, end]))).toBeNull();
    expect(parseClip(clip([end], [{ from: "end", to: "end" }]))).toBeNull();
    expect(parseClip(clip([end], [{ from: "gone", to: "end" }]))).toBeNull();
    expect(parseClip(JSON.stringify({ steps: [end, end] }))).toBeNull();
    for (const text of ["", "hi", "{}", "[]", "null", "1", clip([])]) expect(parseClip(text)).toBeNull();
  });

  it("keeps groups among what is copied, under names that nobody has where it comes in", () => {
    const note = (id: string, group?: string) => ({ id, type: "note", ...(group !== undefined && { group }) });
    const document = cycleDocument.parse({
      steps: [note("a", "Lead"), note("b", "Lead"), note("c", "Lead"), note("d", "Alone"), note("e")],
    });
    const groupsOfCopy = (ids: string[], into = document) => {
      const clip = copySteps(document, new Set(ids));
      if (clip === null) throw new Error("Something is copied.");
      const pasted = pasteClip(into, clip, { x: 0, y: 0 });
      return pasted.document.steps.filter(({ id }) => pasted.ids.includes(id)).map(({ group }) => group);
    };
    expect(groupsOfCopy(["a", "b", "d", "e"])).toEqual(["Lead 2", "Lead 2", "Alone 2", undefined]);
    expect(groupsOfCopy(["a", "b", "d"], cycleDocument.parse({}))).toEqual(["Lead", "Lead", "Alone"]);
    // Cut and pasted back.
    expect(groupsOfCopy(["a", "b", "c"], removeSteps(document, ["a", "b", "c"]))).toEqual(["Lead", "Lead", "Lead"]);
    // One of several goes without.
    expect(groupsOfCopy(["a", "e"])).toEqual([undefined, undefined]);
  });
});
