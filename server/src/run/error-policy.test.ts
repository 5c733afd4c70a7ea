import { cycleDocument, type CycleDocumentInput, type StepErrorAct, stepErrorActs } from "@velodrome/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileCycle } from "../step/compile.ts";
import { stateBeforeFailure } from "./retry-state.ts";
import type { LiveRun, RunState, StepRow } from "./state.ts";
import { blankRow } from "./step-row.ts";
import { advance } from "./testing/advance.ts";
import { failStep, startWalk, succeedStep } from "./walk.ts";

const clock = { now: () => Date.UTC(2026, 10, 22) };
const at = "2026-11-22T00:00:00.000Z";
const trigger = { id: "message", type: "trigger" as const, connector: "test", method: "message" };
const send = (id: string, onError?: StepErrorAct) => ({
  id,
  type: "action" as const,
  connector: "test",
  method: "send",
  ...(onError && { onError }),
});
const compile = (document: CycleDocumentInput) => compileCycle(cycleDocument.parse(document));
const why = { code: "no", message: "No.", class: "terminal" as const, details: {} };

/** Walks to the end; calls of steps in `failing` fail for good. */
function walkThrough(document: CycleDocumentInput, failing: readonly string[], state: RunState | null = null) {
  const run = { trigger: "message", item: { text: "hi" }, state } as LiveRun;
  const walk = startWalk(run, compile(document));
  const calls: string[] = [];
  for (;;) {
    const next = advance(walk, clock);
    if (next.kind !== "call") return { calls, end: next.kind, walk };
    calls.push(next.step.id);
    if (failing.includes(next.step.id)) {
      if (failStep(walk, next.step, { error: why, startedAt: at }, clock)) return { calls, end: "failed", walk };
      continue;
    }
    const place = { step: next.step.id, path: "", startedAt: at, finishedAt: at };
    walk.rows.push({ ...blankRow(place), number: 1, status: "succeeded", port: null, output: { of: next.step.id } });
    succeedStep(walk, next.step, { of: next.step.id });
  }
}

interface Graph {
  acts: (StepErrorAct | undefined)[];
  edges: { from: string; to: string }[];
  failing: string[];
}

/** A graph of actions without ports: each may lead to any later one. */
const graphs: fc.Arbitrary<Graph> = fc.integer({ min: 1, max: 7 }).chain((size) => {
  const ids = Array.from({ length: size }, (_, index) => `s${index}`);
  const pairs = ids.flatMap((from, index) => ids.slice(index + 1).map((to) => ({ from, to })));
  return fc.record({
    acts: fc.array(fc.constantFrom(undefined, ...stepErrorActs), { minLength: size, maxLength: size }),
    edges: fc
      .subarray(pairs)
      .map((chosen) => [...ids.filter((id) => !chosen.some(({ to }) => to === id)).map(first), ...chosen]),
    failing: fc.subarray(ids),
  });
});
const first = (to: string) => ({ from: "message", to });

const documentOf = ({ acts, edges }: Pick<Graph, "acts" | "edges">, onStepError: StepErrorAct = "stop-run") => ({
  steps: [trigger, ...acts.map((act, index) => send(`s${index}`, act))],
  edges,
  settings: { onStepError },
});

const stored = (rows: readonly StepRow[]) => rows.map((row) => ({ ...row, startedAt: new Date(row.startedAt) }));

describe("what becomes of a run whose step fails", () => {
  it("is as if nothing had happened when errors are ignored", () => {
    fc.assert(
      fc.property(graphs, ({ acts, edges, failing }) => {
        const document = documentOf({ acts: acts.map(() => undefined), edges }, "ignore");
        const { calls, end, walk } = walkThrough(document, failing);
        expect({ calls, end }).toEqual({ calls: walkThrough(document, []).calls, end: "succeeded" });
        const ignored = walk.rows.filter(({ status }) => status === "failed");
        expect(ignored.every(({ error }) => (error as { ignored?: boolean }).ignored === true)).toBe(true);
      }),
    );
  });

  it("ends its way and no other one when it takes an error port that leads nowhere", () => {
    fc.assert(
      fc.property(graphs, ({ acts, edges, failing }) => {
        const bare = acts.map(() => undefined);
        const { calls, end } = walkThrough(documentOf({ acts: bare, edges }, "error-port"), failing);
        const cut = edges.filter(({ from }) => !failing.includes(from));
        const reached = walkThrough(documentOf({ acts: bare, edges: cut }), []).calls;
        expect({ calls: new Set(calls), end }).toEqual({ calls: new Set(reached), end: "succeeded" });
        expect(calls).toHaveLength(reached.length);
      }),
    );
  });

  it("fails at the first step whose policy ends it, and stops the cycle only where that says so", () => {
    fc.assert(
      fc.property(graphs, fc.constantFrom(...stepErrorActs), ({ acts, edges, failing }, setting) => {
        const { calls, end, walk } = walkThrough(documentOf({ acts, edges }, setting), failing);
        const actOf = (id: string) => acts[Number(id.slice(1))] ?? setting;
        const fatal = calls.findIndex((id) => failing.includes(id) && actOf(id).startsWith("stop-"));
        expect(end).toBe(fatal === -1 ? "succeeded" : "failed");
        if (fatal !== -1) expect(fatal).toBe(calls.length - 1);
        expect(walk.stopsCycle).toBe(fatal !== -1 && actOf(calls.at(-1) ?? "") === "stop-cycle");
      }),
    );
  });

  it("is caught where the port error leads somewhere, whatever the policy", () => {
    for (const act of stepErrorActs) {
      const document = {
        steps: [trigger, send("first", act), send("sorry"), send("next")],
        edges: [first("first"), { from: "first", to: "next" }, { from: "first", to: "sorry", port: "error" }],
      };
      const { calls, end, walk } = walkThrough(document, ["first"]);
      expect({ calls, end }).toEqual({ calls: ["first", "sorry"], end: "succeeded" });
      expect(walk.rows[0]).toMatchObject({ port: "error" });
    }
  });

  it("goes on from the failed step with what was ignored before it left behind", () => {
    fc.assert(
      fc.property(graphs, fc.constantFrom(...stepErrorActs), ({ acts, edges, failing }, setting) => {
        const document = documentOf({ acts, edges }, setting);
        const { calls, end, walk } = walkThrough(document, failing);
        if (end !== "failed") return;
        const failed = calls.at(-1) ?? "";
        const state = stateBeforeFailure(compile(document), "message", stored(walk.rows));
        const rest = walkThrough(
          document,
          failing.filter((id) => id !== failed),
          state,
        );
        const whole = walkThrough(
          document,
          failing.filter((id) => id !== failed),
        );
        expect(new Set([...calls, ...rest.calls])).toEqual(new Set(whole.calls));
        expect(rest.end).toBe(whole.end);
      }),
    );
  });
});

const tool = (step: object): CycleDocumentInput => ({
  steps: [trigger, step as never, send("yes"), send("no"), send("after")],
  edges: [],
});
const bad = { all: [{ left: { expression: '$error("no")' }, operator: "exists" as const }] };

describe("a tool whose error is ignored", () => {
  it.each([
    ["a Decision", { id: "t", type: "decision", conditions: bad, onError: "ignore" }, ["true", "false"], ["no"]],
    [
      "a Switch",
      { id: "t", type: "switch", cases: [{ id: "one", conditions: bad }], onError: "ignore" },
      ["one", "default"],
      ["no"],
    ],
    ["a Filter", { id: "t", type: "filter", conditions: bad, onError: "ignore" }, [undefined, undefined], []],
    [
      "a Transform",
      { id: "t", type: "transform", expression: '$error("no")', onError: "ignore" },
      [undefined, undefined],
      ["yes", "no"],
    ],
  ])("%s", (_name, step, [yes, no], expected) => {
    const document = {
      ...tool(step),
      edges: [
        first("t"),
        { from: "t", to: "yes", ...(yes && { port: yes }) },
        { from: "t", to: "no", ...(no && { port: no }) },
      ],
    };
    const { calls, end, walk } = walkThrough(document, []);
    expect({ calls, end }).toEqual({ calls: expected, end: "succeeded" });
    expect(walk.outputs.t).toMatchObject({ error: { step: "t" } });
    // And a retry passes it in the same way.
    const state = stateBeforeFailure(compile(document), "message", stored(walk.rows));
    expect(state.next).toEqual([]);
  });

  it("gives those after it what went wrong", () => {
    const document: CycleDocumentInput = {
      steps: [trigger, send("a", "ignore"), { ...send("b"), input: { text: { step: "a", path: "error.code" } } }],
      edges: [first("a"), { from: "a", to: "b" }],
    };
    const run = { trigger: "message", item: {}, state: null as RunState | null } as LiveRun;
    const walk = startWalk(run, compile(document));
    const call = advance(walk, clock);
    if (call.kind !== "call") throw new Error("No call came.");
    failStep(walk, call.step, { error: why, startedAt: at }, clock);
    expect(advance(walk, clock)).toMatchObject({ kind: "call", input: { text: "no" } });
  });
});

describe("a Stop", () => {
  it("ends its run whatever the cycle's setting is", () => {
    for (const onStepError of stepErrorActs) {
      const steps = [trigger, { id: "stop", type: "stop" as const, outcome: "fail" as const }, send("after")];
      const document = { steps, edges: [first("stop"), first("after")], settings: { onStepError } };
      const { calls, end, walk } = walkThrough(document, []);
      expect({ calls, end, stops: walk.stopsCycle }).toEqual({ calls: [], end: "failed", stops: false });
    }
  });
});
