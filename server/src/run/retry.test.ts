import { cycleDocument } from "@velodrome/contract";
import { describe, expect, it } from "vitest";
import { compileCycle } from "../step/compile.ts";
import { stateBeforeFailure } from "./retry.ts";

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

  it("cannot be said when a done step is gone", () => {
    expect(() => stateBeforeFailure(cycle, "message", [row("gone", "succeeded")])).toThrow('no step "gone"');
    expect(() => stateBeforeFailure(cycle, "elsewhere", [])).toThrow('no step "elsewhere"');
  });
});
