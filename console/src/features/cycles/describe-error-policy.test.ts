import { cycleDocument, type Step } from "@velodrome/contract";
import { describe, expect, it } from "vitest";
import { describeCyclePolicy, describeOwnPolicy } from "./describe-error-policy.ts";

const own = (onError: unknown, type = "action") => {
  const method = type === "action" ? { connector: "facebook-messenger", method: "send-text" } : {};
  const { steps } = cycleDocument.parse({ steps: [{ id: "reply", type, ...method, ...(onError ? { onError } : {}) }] });
  return describeOwnPolicy(steps[0] as Step);
};

describe("what becomes of an error, in words", () => {
  it("is said of a step where it has a policy of its own", () => {
    expect(own(undefined)).toBeNull();
    expect(own("ignore")).toBe("If it fails: go on all the same.");
    expect(own("stop-cycle", "filter")).toBe("If it fails: stop the run and the whole cycle.");
    expect(own({ retry: { wait: "ladder" } })).toBe(
      "If it fails: try 5 times more within 17 h 25 min, then stop the run.",
    );
    expect(own({ then: "ignore", retry: { wait: "ladder", times: 1, errors: "all" } })).toBe(
      "If it fails: try once more within 5 min, whatever the error, then go on all the same.",
    );
    expect(own({ retry: { wait: "backoff", times: 0 } })).toBe("If it fails: do not try again, then stop the run.");
  });

  it("is said of a cycle where it is not the usual", () => {
    expect(describeCyclePolicy(cycleDocument.parse({}))).toBeNull();
    expect(describeCyclePolicy(cycleDocument.parse({ settings: { onStepError: "ignore" } }))).toBe(
      "If a step fails: go on all the same.",
    );
  });
});
