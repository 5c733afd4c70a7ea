import { describe, expect, it } from "vitest";
import { failedAtStep, firstChoice, retryOf } from "./retry-choice.ts";

const error = { code: "no", message: "No.", class: "terminal" as const, details: {} };
const failed = { status: "failed" as const, version: 2, error: { ...error, step: "reply" } };

describe("a retry", () => {
  it("begins at the failed step where there is one, and at the start otherwise", () => {
    expect(retryOf(firstChoice(failed, 2))).toEqual({ from: "failed-step", version: "same" });
    expect(retryOf(firstChoice({ ...failed, status: "succeeded", error: null }, 2))).toEqual({
      from: "start",
      version: "same",
    });
    expect(failedAtStep({ status: "failed", error })).toBe(false);
  });

  it("is by the version that was published since, where there is one", () => {
    expect(firstChoice(failed, 3).version).toBe("latest");
    expect(firstChoice(failed, 2).version).toBe("same");
  });

  it("behind the failed step takes what is given as JSON, and nothing for nothing", () => {
    const choice = { ...firstChoice(failed, 2), from: "skip" as const };
    expect(retryOf(choice)).toEqual({ from: "failed-step", version: "same", skip: { output: null } });
    expect(retryOf({ ...choice, output: '{"id": 1}', port: "true", version: "latest" })).toEqual({
      from: "failed-step",
      version: "latest",
      skip: { output: { id: 1 }, port: "true" },
    });
    expect(retryOf({ ...choice, output: "{id" })).toBeNull();
  });
});
