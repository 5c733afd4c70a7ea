import type { Run } from "@velodrome/contract";
import { describe, expect, it } from "vitest";
import { isFinished, liveRunRules } from "./run-order.ts";

const run = (over: Partial<Run>): Run => ({
  id: "run_01jd0000000000000000000000",
  account: "acc_01jd0000000000000000000000",
  cycle: "cyc_01jd0000000000000000000000",
  cycleName: "Greeting",
  version: 1,
  status: "running",
  trigger: "message",
  origin: "event",
  event: null,
  lane: "1:2",
  page: "1",
  sandbox: false,
  person: "2",
  text: "Hi there",
  retryOf: null,
  absorbedBy: null,
  createdAt: "2026-11-22T12:00:00.000Z",
  startedAt: null,
  finishedAt: null,
  dueAt: null,
  waitingFor: null,
  error: null,
  ...over,
});

describe("live runs in a list", () => {
  it("fit when every filter fits", () => {
    const { accepts } = liveRunRules({ cycle: run({}).cycle, status: "running", q: "hi" });
    expect(accepts(run({}))).toBe(true);
    expect(accepts(run({ status: "failed" }))).toBe(false);
    expect(accepts(run({ cycle: "cyc_other" }))).toBe(false);
    expect(accepts(run({ text: "oh hi" }))).toBe(null);
    expect(accepts(run({ text: null, person: "hi" }))).toBe(true);
  });

  it("fit by the code and the step of their error", () => {
    const error = { code: "graph_190", message: "", step: "reply", class: "terminal", details: {} } as const;
    const { accepts } = liveRunRules({ code: "graph_190", step: "reply" });
    expect(accepts(run({ status: "failed", error }))).toBe(true);
    expect(accepts(run({ status: "failed", error: { ...error, code: "graph_10" } }))).toBe(false);
    expect(accepts(run({ status: "failed", error: { ...error, step: "other" } }))).toBe(false);
    expect(accepts(run({}))).toBe(false);
  });

  it("never go back from finished to unfinished", () => {
    const { newer } = liveRunRules({});
    const done = run({ status: "succeeded" });
    expect(newer(done, run({ status: "running" }))).toBe(done);
    expect(newer(run({}), done)).toBe(done);
    const waiting = run({ status: "waiting" });
    expect(newer(run({}), waiting)).toBe(waiting);
  });

  it("count as finished in exactly the final states", () => {
    expect((["succeeded", "failed", "cancelled", "absorbed"] as const).every((status) => isFinished({ status }))).toBe(
      true,
    );
    expect(
      (["queued", "running", "sleeping", "waiting", "held"] as const).some((status) => isFinished({ status })),
    ).toBe(false);
  });
});
