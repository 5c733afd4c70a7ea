import { cycleDocument } from "@velodrome/contract";
import { describe, expect, it } from "vitest";
import { compileCycle } from "../step/compile.ts";
import { stateBeforeFailure } from "./retry-state.ts";

const send = (id: string, text = "x") => ({
  id,
  type: "action" as const,
  connector: "test",
  method: "send",
  input: { text: { template: text } },
});
const cycle = compileCycle(
  cycleDocument.parse({
    steps: [
      { id: "message", type: "trigger", connector: "test", method: "message" },
      { id: "asks", type: "decision" },
      send("first"),
      send("second", "{{ first.messageId }}"),
      send("other"),
      send("sorry", "{{ first.error.code }}"),
    ],
    edges: [
      { from: "message", to: "asks" },
      { from: "asks", to: "first", port: "true" },
      { from: "asks", to: "other", port: "false" },
      { from: "first", to: "second" },
      { from: "first", to: "sorry", port: "error" },
    ],
  }),
);
const row = (
  step: string,
  status: "succeeded" | "failed",
  over: { port?: string; output?: unknown; error?: unknown } = {},
) => ({
  id: `id of ${step}`,
  step,
  path: "",
  startedAt: new Date(0),
  input: null,
  status,
  port: over.port ?? null,
  output: over.output ?? null,
  error: over.error ?? null,
});

describe("what a retry from the failed step has before it", () => {
  it("is the failed step, with the outputs that it reads", () => {
    const attempts = [
      row("asks", "succeeded", { port: "true", output: { result: true } }),
      row("first", "succeeded", { output: { messageId: "m1" } }),
      row("second", "failed"),
    ];
    expect(stateBeforeFailure(cycle, "message", attempts)).toEqual({
      next: ["second"],
      outputs: { first: { messageId: "m1" } },
      trying: null,
      done: ["id of asks", "id of first"],
      reopened: [],
    });
  });

  it("counts the latest attempt of a step", () => {
    const attempts = [row("asks", "succeeded", { port: "false" }), row("other", "failed"), row("other", "failed")];
    expect(stateBeforeFailure(cycle, "message", attempts)).toMatchObject({ next: ["other"], done: ["id of asks"] });
  });

  it("goes on behind the error port of a step that had one, with what had gone wrong", () => {
    const error = { code: "outside_window" };
    const attempts = [
      row("asks", "succeeded", { port: "true" }),
      row("first", "failed", { port: "error", error }),
      row("sorry", "failed"),
    ];
    expect(stateBeforeFailure(cycle, "message", attempts)).toMatchObject({
      next: ["sorry"],
      outputs: { first: { error } },
    });
  });

  it("is nothing behind a Filter that did not hold, and keeps the variables that were set", () => {
    const variable = (name: string) => ({ name, value: { value: 1 } });
    const filtered = compileCycle(
      cycleDocument.parse({
        steps: [
          { id: "message", type: "trigger", connector: "test", method: "message" },
          { id: "set", type: "set-variables", variables: [variable("count")] },
          { id: "filter", type: "filter" },
          send("behind"),
          send("beside"),
        ],
        edges: [
          { from: "message", to: "set" },
          { from: "set", to: "filter" },
          { from: "filter", to: "behind" },
          { from: "set", to: "beside" },
        ],
      }),
    );
    const attempts = (result: boolean) => [
      row("set", "succeeded", { output: { count: 1 } }),
      row("filter", "succeeded", { output: { result } }),
      row("beside", "failed"),
    ];
    const state = stateBeforeFailure(filtered, "message", attempts(false));
    expect(state).toMatchObject({ next: ["beside"], variables: { count: 1 } });
    expect(stateBeforeFailure(filtered, "message", attempts(true)).next).toEqual(["behind", "beside"]);
  });

  it("cannot be said when a done step is gone", () => {
    expect(() => stateBeforeFailure(cycle, "message", [row("gone", "succeeded")])).toThrow('no step "gone"');
    expect(() => stateBeforeFailure(cycle, "elsewhere", [])).toThrow('no step "elsewhere"');
  });
});
