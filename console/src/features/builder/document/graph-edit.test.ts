import { type CycleDocument, cycleDocument, graphFlaws, reachableSteps, type Step } from "@velodrome/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyDocument } from "../../../testing/any-document.ts";
import { edgeFlaw } from "./edge-flaw.ts";
import {
  addAfter,
  connect,
  disconnect,
  edgeOf,
  fitsBetween,
  insertOnEdge,
  moveSteps,
  reconnect,
  removeSteps,
  replaceStep,
} from "./graph-edit.ts";
import { waysOut } from "./port.ts";

const sound = (document: CycleDocument) => {
  expect(graphFlaws(document)).toEqual([]);
  expect(cycleDocument.safeParse(document).success).toBe(true);
};
const transform = (id: string): Step => ({ id, type: "transform" });
const chain = cycleDocument.parse({
  steps: [
    { id: "message", type: "trigger", connector: "test", method: "message" },
    { id: "decision", type: "decision" },
    { id: "reply", type: "transform" },
  ],
  edges: [
    { from: "message", to: "decision" },
    { from: "decision", to: "reply", port: "true" },
  ],
});

describe("editing a cycle", () => {
  it("adds a step to the group of those it comes between, and to no other", () => {
    const [message, decision, reply] = chain.steps;
    if (message === undefined || decision === undefined || reply === undefined) throw new Error("It has three steps.");
    const grouped: CycleDocument = {
      ...chain,
      steps: [message, { ...decision, group: "Lead" }, { ...reply, group: "Lead" }],
    };
    const groupOf = (document: CycleDocument) => document.steps.at(-1)?.group;
    const between = (from: string, port: string | undefined, to: string) =>
      groupOf(insertOnEdge(grouped, edgeOf(from, port, to), transform("new")));
    expect(between("decision", "true", "reply")).toBe("Lead");
    expect(between("message", undefined, "decision")).toBeUndefined();
    const behind = (from: string, port?: string) => addAfter(grouped, from, port, transform("new"));
    expect(groupOf(behind("decision", "false"))).toBe("Lead");
    expect(groupOf(behind("reply"))).toBeUndefined();
    expect(groupOf(behind("message"))).toBeUndefined();
    expect(groupOf(addAfter(grouped, "decision", "false", { id: "new", type: "note", text: "" }))).toBeUndefined();
    sound(behind("decision", "false"));
  });

  it("offers exactly the ways that leave the document sound", () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        for (const from of document.steps) {
          for (const { port } of waysOut(from)) {
            for (const to of document.steps) {
              const edge = edgeOf(from.id, port, to.id);
              const drawn = { ...document, edges: [...document.edges, edge] };
              const there = document.edges.some((one) => one.from === from.id && one.to === to.id && one.port === port);
              expect(edgeFlaw(document, edge) === null).toBe(!there && graphFlaws(drawn).length === 0);
            }
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it("keeps every document sound, whatever is taken away, put in between, or connected", () => {
    fc.assert(
      fc.property(anyDocument, fc.nat(40), (document, at) => {
        const step = document.steps[at % Math.max(1, document.steps.length)];
        const edge = document.edges[at % Math.max(1, document.edges.length)];
        if (step !== undefined) sound(removeSteps(document, [step.id]));
        if (edge !== undefined) {
          sound(insertOnEdge(document, edge, transform("fresh")));
          sound(disconnect(document, edge));
          if (step !== undefined) sound(reconnect(document, edge, { ...edge, to: step.id }));
        }
        if (step !== undefined) sound(addAfter(document, step.id, waysOut(step)[0]?.port, transform("fresh")));
        sound(
          removeSteps(
            document,
            document.steps.map(({ id }) => id),
          ),
        );
      }),
    );
  });

  it("loses nobody: what was reached before is reached with something put in between", () => {
    fc.assert(
      fc.property(anyDocument, fc.nat(40), (document, at) => {
        const edge = document.edges[at % Math.max(1, document.edges.length)];
        if (edge === undefined) return;
        const reached = reachableSteps(insertOnEdge(document, edge, transform("fresh")));
        for (const id of reachableSteps(document)) expect(reached.has(id)).toBe(true);
      }),
    );
  });

  it("joins the ends of a chain when its middle is taken away, by the port that led there", () => {
    expect(removeSteps(chain, ["decision"]).edges).toEqual([{ from: "message", to: "reply" }]);
    const longer = insertOnEdge(chain, { from: "decision", to: "reply", port: "true" }, transform("between"));
    expect(removeSteps(longer, ["between"]).edges).toEqual(chain.edges);
  });

  it("does not join what a step with several ways out led to", () => {
    const fork = connect(
      { ...chain, steps: [...chain.steps, transform("other")] },
      edgeOf("decision", "false", "other"),
    );
    expect(removeSteps(fork, ["decision"]).edges).toEqual([]);
  });

  it("takes a Switch's ways with the cases that they belong to", () => {
    const steps: Step[] = [
      ...chain.steps,
      { id: "choice", type: "switch", cases: [{ id: "one" }, { id: "two" }] },
      transform("a"),
      transform("b"),
    ];
    const edges = [edgeOf("choice", "one", "a"), edgeOf("choice", "two", "b")];
    const without = replaceStep({ ...chain, steps, edges }, { id: "choice", type: "switch", cases: [{ id: "two" }] });
    expect(without.edges).toEqual([edgeOf("choice", "two", "b")]);
  });

  it("puts nothing between two steps that cannot be led to or leads nowhere", () => {
    expect(fitsBetween(transform("x"))).toBe(true);
    expect(fitsBetween({ id: "x", type: "stop", outcome: "succeed" })).toBe(false);
    expect(fitsBetween({ id: "x", type: "note", text: "" })).toBe(false);
    expect(fitsBetween({ id: "x", type: "schedule" })).toBe(false);
  });

  it("moves the steps it is told to, and nothing else", () => {
    const moved = moveSteps(chain, new Map([["reply", { x: 16, y: 32 }]]));
    expect(moved.steps.map(({ position }) => position)).toEqual([undefined, undefined, { x: 16, y: 32 }]);
    expect(moved.edges).toBe(chain.edges);
    // There would be something to undo that nobody has seen happen.
    expect(moveSteps(moved, new Map([["reply", { x: 16, y: 32 }]]))).toBe(moved);
  });
});
