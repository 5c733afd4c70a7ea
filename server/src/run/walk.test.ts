import { cycleDocument, type CycleDocumentInput } from "@velodrome/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileCycle } from "../step/compile.ts";
import type { LiveRun } from "./state.ts";
import { advance } from "./testing/advance.ts";
import { failStep, startWalk, stateOf, succeedStep } from "./walk.ts";

const clock = { now: () => Date.UTC(2026, 10, 22) };
const send = (id: string, text = "x") => ({
  id,
  type: "action" as const,
  connector: "test",
  method: "send",
  input: { text: { template: text } },
});
const count = { text: { variable: "count" } };
const trigger = { id: "message", type: "trigger" as const, connector: "test", method: "message" };
const run = (state: LiveRun["state"] = null) => ({ trigger: "message", item: { text: "hi" }, state }) as LiveRun;

/** Walks to the end as if every call answered `{ of: step }`; those in `failing` fail for good. */
function walkThrough(document: CycleDocumentInput, failing: readonly string[] = []) {
  const walk = startWalk(run(), compileCycle(cycleDocument.parse(document)));
  const calls: string[] = [];
  for (;;) {
    const next = advance(walk, clock);
    if (next.kind !== "call") return { calls, end: next, rows: walk.rows };
    calls.push(next.step.id);
    if (!failing.includes(next.step.id)) succeedStep(walk, next.step, { of: next.step.id });
    else {
      const error = { code: "no", message: "No.", class: "terminal" as const, details: {} };
      const fatal = failStep(walk, next.step, { error, startedAt: "" }, clock);
      if (fatal) return { calls, end: { kind: "failed", error: fatal }, rows: walk.rows };
    }
  }
}

describe("a walk", () => {
  it("takes several edges of one port one after another, each branch to its end first", () => {
    const steps = [trigger, send("a"), send("a2"), send("b")];
    const edges = [
      { from: "message", to: "a" },
      { from: "message", to: "b" },
      { from: "a", to: "a2" },
    ];
    expect(walkThrough({ steps, edges }).calls).toEqual(["a", "a2", "b"]);
  });

  it("does the meeting point of branches once, after all of them", () => {
    const steps = [trigger, send("end"), send("a"), send("b")];
    const edges = [
      { from: "message", to: "a" },
      { from: "message", to: "b" },
      { from: "a", to: "end" },
      { from: "b", to: "end" },
    ];
    expect(walkThrough({ steps, edges }).calls).toEqual(["a", "b", "end"]);
  });

  it("carries variables as they were set, from one process to the next", () => {
    const set = (id: string, value: object) => ({
      id,
      type: "set-variables" as const,
      variables: [{ name: "count", value: value as { value: unknown } }],
    });
    const steps = [trigger, set("first", { value: 1 }), send("call"), { ...send("end"), input: count }];
    const edges = ["message", "first", "call", "end"].slice(1).map((to, at) => ({ from: steps[at]?.id ?? "", to }));
    const cycle = compileCycle(cycleDocument.parse({ steps, edges, variables: { count: 0, other: "as it was" } }));
    const walk = startWalk(run(), cycle);
    advance(walk, clock);
    const state = JSON.parse(JSON.stringify(stateOf(walk, "message"))) as LiveRun["state"];
    expect(state?.variables).toEqual({ count: 1 });
    const next = startWalk(run(state), cycle);
    expect(next.variables).toEqual({ count: 1, other: "as it was" });
    const call = advance(next, clock);
    if (call.kind === "call") succeedStep(next, call.step, {});
    expect(advance(next, clock)).toMatchObject({ kind: "call", input: { text: 1 } });
  });

  it("ends a way at a filter that does not hold, and goes on with the others", () => {
    const conditions = { left: { step: "message", path: "text" }, operator: "equals", right: { value: "no" } } as const;
    const steps = [trigger, { id: "f", type: "filter" as const, conditions }, send("behind"), send("beside")];
    const edges = [
      { from: "message", to: "f" },
      { from: "f", to: "behind" },
      { from: "message", to: "beside" },
    ];
    expect(walkThrough({ steps, edges }).calls).toEqual(["beside"]);
  });

  it("ends at a stop, whatever was still to come", () => {
    const stop = (outcome: "succeed" | "fail") => ({ id: "stop", type: "stop" as const, outcome });
    const edges = [
      { from: "message", to: "stop" },
      { from: "message", to: "after" },
    ];
    const walk = (outcome: "succeed" | "fail") =>
      walkThrough({ steps: [trigger, stop(outcome), send("after")], edges });
    expect(walk("succeed")).toMatchObject({ calls: [], end: { kind: "succeeded" } });
    expect(walk("fail")).toMatchObject({
      calls: [],
      end: { kind: "failed", error: { code: "stopped_by_cycle", step: "stop" } },
      rows: [{ step: "stop", status: "failed" }],
    });
  });

  it("goes out by a decision's port and notes what was compared", () => {
    const conditions = { left: { step: "message", path: "text" }, operator: "equals", right: { value: "hi" } } as const;
    const steps = [trigger, { id: "d", type: "decision" as const, conditions }, send("yes"), send("no")];
    const edges = [
      { from: "message", to: "d" },
      { from: "d", to: "yes", port: "true" },
      { from: "d", to: "no", port: "false" },
    ];
    const { calls, rows } = walkThrough({ steps, edges });
    expect(calls).toEqual(["yes"]);
    expect(rows).toMatchObject([{ step: "d", status: "succeeded", port: "true", output: { result: true } }]);
  });

  it("ends where a step fails, unless its error port leads on", () => {
    const steps = [trigger, send("a"), send("b")];
    const edges = [
      { from: "message", to: "a" },
      { from: "a", to: "b" },
    ];
    expect(walkThrough({ steps, edges }, ["a"])).toMatchObject({
      calls: ["a"],
      end: { error: { step: "a", attempt: 1 } },
    });
    const caught = [...edges, { from: "a", to: "b", port: "error" }];
    expect(walkThrough({ steps, edges: caught }, ["a"])).toMatchObject({
      calls: ["a", "b"],
      end: { kind: "succeeded" },
    });
  });

  it("pauses when it has computed long enough, and goes on where it was", () => {
    const steps = [trigger, ...["a", "b", "c"].map((id) => ({ id, type: "decision" as const })), send("end")];
    const edges = [
      { from: "message", to: "a" },
      { from: "a", to: "b", port: "true" },
      { from: "b", to: "c", port: "true" },
      { from: "c", to: "end", port: "true" },
    ];
    let now = 0;
    const slow = { now: () => (now += 4) };
    const walk = startWalk(run(), compileCycle(cycleDocument.parse({ steps, edges })));
    const kinds: string[] = [];
    do kinds.push(advance(walk, slow).kind);
    while (kinds.at(-1) === "pause");
    expect(kinds.length).toBeGreaterThan(1);
    expect(kinds.at(-1)).toBe("call");
    expect(walk.rows.map((row) => row.step)).toEqual(["a", "b", "c"]);
  });

  it("carries on from its row as if nothing had happened, with only what is read later", () => {
    const steps = [trigger, send("a"), send("b", "{{ a.of }}"), send("c", "{{ b.of }}")];
    const edges = [
      { from: "message", to: "a" },
      { from: "a", to: "b" },
      { from: "b", to: "c" },
    ];
    const cycle = compileCycle(cycleDocument.parse({ steps, edges }));
    const walk = startWalk(run(), cycle);
    const first = advance(walk, clock);
    if (first.kind === "call") succeedStep(walk, first.step, { of: "a" });
    const state = stateOf(walk, "message");
    expect(state).toEqual({ outputs: { a: { of: "a" } }, next: ["b"], trying: null });
    const again = advance(startWalk(run(JSON.parse(JSON.stringify(state))), cycle), clock);
    expect(again).toMatchObject({ kind: "call", step: { id: "b" }, input: { text: "a" } });
  });

  it("visits every reachable step of any acyclic graph once, and none before what leads to it", () => {
    const graph = fc.integer({ min: 1, max: 9 }).chain((count) =>
      fc.record({
        count: fc.constant(count),
        edges: fc.array(
          fc.tuple(fc.nat(count), fc.nat(count)).filter(([from, to]) => from < to),
          { maxLength: 25 },
        ),
      }),
    );
    fc.assert(
      fc.property(graph, ({ count, edges: pairs }) => {
        const name = (at: number) => (at === 0 ? "message" : `s${at}`);
        const edges = pairs.map(([from, to]) => ({ from: name(from), to: name(to) }));
        const steps = [trigger, ...Array.from({ length: count }, (_, at) => send(`s${at + 1}`))];
        const { calls } = walkThrough({ steps, edges });
        expect(new Set(calls).size).toBe(calls.length);
        for (const { from, to } of edges) {
          if (from === "message") expect(calls).toContain(to);
          else if (calls.includes(from)) expect(calls.indexOf(to)).toBeGreaterThan(calls.indexOf(from));
        }
      }),
    );
  });
});
