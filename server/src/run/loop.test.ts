import { cycleDocument, type CycleDocumentInput, type Edge, type Source } from "@velodrome/contract";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileCycle } from "../step/compile.ts";
import { closeLoops, pathOf } from "./loop.ts";
import { stateBeforeFailure } from "./retry-state.ts";
import type { LiveRun, RunState, StepRow } from "./state.ts";
import { blankRow } from "./step-row.ts";
import { advance } from "./testing/advance.ts";
import { type Advance, failStep, startWalk, stateOf, succeedStep, type Walk } from "./walk.ts";

const clock = { now: () => Date.UTC(2026, 10, 22) };
const at = new Date(clock.now()).toISOString();
const trigger = { id: "message", type: "trigger" as const, connector: "test", method: "message" };

/** What is done with a thing `{ n, subs }`, one part after another. */
type Part =
  | { kind: "call" }
  | { kind: "filter" }
  | { kind: "tried" }
  | { kind: "loop"; collects: boolean; body: Part[] };
interface Thing {
  n: number;
  subs: Thing[];
}

const { parts, things } = fc.letrec<{ parts: Part[]; things: Thing[] }>((tie) => ({
  parts: fc.array(
    fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.constantFrom<Part>({ kind: "call" }, { kind: "filter" }, { kind: "tried" }),
      fc.record({ kind: fc.constant("loop" as const), collects: fc.boolean(), body: tie("parts") }),
    ),
    { maxLength: 4 },
  ),
  things: fc.array(
    fc.record({
      n: fc.nat(5),
      subs: fc.oneof({ depthSize: "small" }, fc.constant<Thing[]>([]), tie("things") as fc.Arbitrary<Thing[]>),
    }),
    {
      maxLength: 4,
    },
  ),
}));

/** Ids by where a part stands, so that the evaluation below knows them too. */
const idOf = (kind: string, place: string) => `${kind}${place}`;
const send = (id: string, text: Source) => ({
  ...{ id, type: "action" as const, connector: "test", method: "send" },
  input: { text },
});

function documentOf(all: readonly Part[]): CycleDocumentInput {
  const steps: NonNullable<CycleDocumentInput["steps"]> = [trigger];
  const edges: Edge[] = [];
  type Exit = Pick<Edge, "from" | "port">;
  const add = (step: (typeof steps)[number], from: readonly Exit[]): Exit[] => {
    steps.push(step);
    edges.push(...from.map((exit) => ({ ...exit, to: step.id })));
    return [{ from: step.id }];
  };
  const build = (list: readonly Part[], prefix: string, here: { step: string; path: string }, start: Exit[]): void => {
    let exits = start;
    const field = (name: string): Source => ({ step: here.step, path: `${here.path}${name}` });
    for (const [at, part] of list.entries()) {
      const place = `${prefix}_${at}`;
      const id = idOf(part.kind, place);
      if (part.kind === "loop") {
        const collect: Source = { step: id, path: "item.n" };
        const loop = { id, type: "for-each" as const, list: field("subs"), ...(part.collects && { collect }) };
        exits = add(loop, exits);
        build(part.body, place, { step: id, path: "item." }, [{ from: id, port: "item" }]);
        exits = add(send(idOf("after", place), { step: id, path: part.collects ? "items" : "count" }), exits);
      } else if (part.kind === "filter") {
        const conditions = { left: field("n"), operator: "greater-than", right: { value: 2 } } as const;
        exits = add({ id, type: "filter", conditions }, exits);
      } else {
        exits = add(send(id, field("n")), exits);
        if (part.kind === "tried") {
          exits.push(
            ...add(send(idOf("rescue", place), { step: id, path: "error.code" }), [{ from: id, port: "error" }]),
          );
        }
      }
    }
  };
  build(all, "", { step: "message", path: "" }, [{ from: "message" }]);
  return { steps, edges };
}

/** The same, without any graph: every call with the items it is for and what it is given. */
function evaluate(all: readonly Part[], thing: Thing, prefix: string, path: readonly number[], calls: unknown[]): void {
  for (const [at, part] of all.entries()) {
    const place = `${prefix}_${at}`;
    const call = (kind: string, text: unknown) => calls.push([idOf(kind, place), path.join("."), text]);
    if (part.kind === "filter" && thing.n <= 2) return;
    if (part.kind === "call" || part.kind === "tried") call(part.kind, thing.n);
    if (part.kind === "tried" && thing.n % 2 === 1) call("rescue", "odd");
    if (part.kind !== "loop") continue;
    for (const [index, sub] of thing.subs.entries()) evaluate(part.body, sub, place, [...path, index], calls);
    call("after", part.collects ? thing.subs.map(({ n }) => n) : thing.subs.length);
  }
}

/** What stands in the history, as `readKeptLoops` finds it. */
function keptOf(state: RunState, rows: readonly StepRow[]) {
  return (state.loops ?? []).map((loop, depth, all) => {
    const outer = all.slice(0, depth).map(({ index }) => index);
    const row = (path: string) => rows.findLast((each) => each.step === loop.step && each.path === path);
    const own = rows.findLast(({ step, path, input }) => step === loop.step && path === outer.join(".") && input);
    const collected = Array.from({ length: loop.index }, (_, index) => row([...outer, index].join("."))?.output);
    return {
      items: (own?.input as { list: unknown[] }).list,
      collected: collected.map((output) => (output as { collected: unknown } | undefined)?.collected),
    };
  });
}

interface Begun {
  state: RunState | null;
  /** What is in the history already. */
  rows: readonly StepRow[];
}

/** Walks to the end; at each call another process takes the run over. The call of that number fails for good. */
function walkThrough(
  document: CycleDocumentInput,
  item: unknown,
  { failing, begun = { state: null, rows: [] } }: { failing?: number; begun?: Begun } = {},
) {
  const cycle = compileCycle(cycleDocument.parse(document));
  const begin = (state: RunState | null) => ({ trigger: "message", item, state }) as LiveRun;
  const rows = [...begun.rows];
  let walk: Walk = startWalk(begin(begun.state), cycle, begun.state ? keptOf(begun.state, rows) : []);
  const calls: unknown[] = [];
  let largest = 0;
  const over = (end: Advance) => ({ calls, end, rows: [...rows, ...walk.rows], largest, cycle });
  for (;;) {
    const next = advance(walk, clock);
    if (next.kind !== "call") return over(next);
    rows.push(...structuredClone(walk.rows));
    const state = JSON.stringify(stateOf(walk, "message"));
    largest = Math.max(largest, state.length);
    walk = startWalk(begin(JSON.parse(state)), cycle, keptOf(JSON.parse(state), rows));
    const { step, input } = next;
    calls.push([step.id, pathOf(walk.loops), input.text]);
    const odd = step.id.startsWith("tried") && Number(input.text) % 2 === 1;
    if (odd || calls.length - 1 === failing) {
      const error = { code: "odd", message: "Odd.", class: "terminal" as const, details: {} };
      const fatal = failStep(walk, step, { error, startedAt: at }, clock);
      if (!fatal) continue;
      closeLoops(walk, fatal, at);
      return over({ kind: "failed", error: fatal });
    }
    const place = { step: step.id, path: pathOf(walk.loops), startedAt: at, finishedAt: at };
    walk.rows.push({ ...blankRow(place), number: 1, status: "succeeded", port: null, output: {} });
    succeedStep(walk, step, {});
  }
}

describe("For each", () => {
  test("does the same as a plain recursion, whatever is nested, filtered or caught, from one process to the next", () => {
    fc.assert(
      fc.property(parts, things, (all, subs) => {
        const thing = { n: 3, subs };
        const expected: unknown[] = [];
        evaluate(all, thing, "", [], expected);
        const { calls, end } = walkThrough(documentOf(all), thing);
        expect(end).toEqual({ kind: "succeeded" });
        expect(calls).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  test("goes on with the item that it failed at when the run is retried from there, and repeats no other call", () => {
    fc.assert(
      fc.property(parts, things, fc.nat(20), (all, subs, failing) => {
        const document = documentOf(all);
        const whole = walkThrough(document, { n: 3, subs });
        const first = walkThrough(document, { n: 3, subs }, { failing });
        fc.pre(first.end.kind === "failed");
        expect(first.calls).toEqual(whole.calls.slice(0, failing + 1));
        const attempts = first.rows.map((row) => ({ ...row, startedAt: new Date(row.startedAt), finishedAt: null }));
        const { done, reopened, ...state } = stateBeforeFailure(first.cycle, "message", attempts);
        const rows = first.rows.filter(({ id }) => done.includes(id) || reopened.includes(id));
        const second = walkThrough(document, { n: 3, subs }, { begun: { state, rows } });
        expect(second.calls).toEqual(whole.calls.slice(failing));
        expect(second.end).toEqual({ kind: "succeeded" });
      }),
      { numRuns: 300 },
    );
  });

  test("keeps the run's state small, however long its list is and whatever it collects", () => {
    const subs = Array.from({ length: 300 }, (_, n) => ({ n, subs: [], ballast: "x".repeat(100) }));
    const sizeOf = (count: number) => {
      const body: Part[] = [{ kind: "loop", collects: true, body: [{ kind: "call" }] }];
      return walkThrough(
        { ...documentOf(body), edges: documentOf(body).edges?.filter(({ to }) => !to.startsWith("after")) ?? [] },
        {
          n: 3,
          subs: subs.slice(0, count),
        },
      ).largest;
    };
    expect(sizeOf(300)).toBeLessThan(sizeOf(1) + 10);
  });

  const each = { id: "each", type: "for-each" as const, list: { step: "message", path: "list" } };
  const fromTrigger = { from: "message", to: "each" };

  test("fails for what is no list, for too many items, and goes out by its error port then", () => {
    const code = (list: unknown) => walkThrough({ steps: [trigger, each], edges: [fromTrigger] }, { list }).end;
    expect(code("abc")).toMatchObject({ error: { code: "list_invalid", step: "each" } });
    expect(code(undefined)).toMatchObject({ error: { code: "list_invalid" } });
    expect(code(Array(10_001).fill(0))).toMatchObject({ error: { code: "list_too_long" } });
    expect(code(Array(10_000).fill(0))).toEqual({ kind: "succeeded" });
    const caught = {
      steps: [trigger, each, send("instead", { step: "each", path: "error.code" })],
      edges: [fromTrigger, { from: "each", to: "instead", port: "error" }],
    };
    expect(walkThrough(caught, { list: 1 }).calls).toEqual([["instead", "", "list_invalid"]]);
  });

  test("fails as a whole when what to collect fails, and its error port leads out of it", () => {
    const collects = { ...each, collect: { expression: "$number(each.item)" } };
    const document = {
      steps: [trigger, collects, send("instead", { step: "each", path: "error.code" }), send("after", { value: 1 })],
      edges: [fromTrigger, { from: "each", to: "instead", port: "error" }, { from: "message", to: "after" }],
    };
    const { calls, rows } = walkThrough(document, { list: ["1", "no"] });
    expect(calls).toEqual([
      ["instead", "", "expression_failed"],
      ["after", "", 1],
    ]);
    expect(rows.findLast(({ step }) => step === "each")).toMatchObject({
      step: "each",
      path: "",
      status: "failed",
      port: "error",
    });
    const alone = walkThrough({ steps: [trigger, collects], edges: [fromTrigger] }, { list: ["1", "no"] });
    expect(alone.end).toMatchObject({ kind: "failed", error: { step: "each", code: "expression_failed" } });
  });

  test("ends with the run at a Stop inside of it", () => {
    const stop = { id: "stop", type: "stop" as const };
    const edges = [fromTrigger, { from: "each", to: "a", port: "item" }, { from: "a", to: "stop" }];
    const { calls, end } = walkThrough(
      { steps: [trigger, each, send("a", { value: 1 }), stop], edges },
      { list: [1, 2] },
    );
    expect(end).toEqual({ kind: "succeeded" });
    expect(calls).toEqual([["a", "0", 1]]);
  });

  test("does not show the outputs of one item to the next", () => {
    const conditions = { left: { step: "each", path: "index" }, operator: "equals", right: { value: 0 } } as const;
    const steps = [
      trigger,
      each,
      { id: "first", type: "decision" as const, conditions },
      { id: "only", type: "transform" as const, expression: "'seen'" },
      send("a", { step: "only", path: "" }),
    ];
    const edges = [
      fromTrigger,
      { from: "each", to: "first", port: "item" },
      { from: "first", to: "only", port: "true" },
      { from: "only", to: "a" },
      { from: "first", to: "a", port: "false" },
    ];
    expect(walkThrough({ steps, edges }, { list: [1, 2] }).calls).toEqual([
      ["a", "0", "seen"],
      ["a", "1", undefined],
    ]);
  });
});
