import { errorClasses, ladderMinutes, type RetryPolicy, retryPolicy, usualRetry } from "@velodrome/contract";
import { repeatKinds } from "@velodrome/kit";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { backoffMs, decideRetry } from "./backoff.ts";
import { runErrorOf } from "./failure.ts";

const question = (over: Partial<Parameters<typeof decideRetry>[0]> = {}) =>
  decideRetry({
    policy: usualRetry,
    error: runErrorOf("retryable", "rate_limited", "Too many calls."),
    attempt: 1,
    repeat: "reconcile",
    neverRepeat: false,
    chance: () => 0.5,
    ...over,
  });
const errorOf = (kind: (typeof errorClasses)[number]) => runErrorOf(kind, "x", "x");
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const policies: fc.Arbitrary<RetryPolicy> = fc.oneof(
  fc.record({
    wait: fc.constant("backoff" as const),
    times: fc.integer({ min: 0, max: 20 }),
    baseSeconds: fc.integer({ min: 1, max: 86_400 }),
    capSeconds: fc.integer({ min: 1, max: 86_400 }),
    errors: fc.constantFrom("passing", "all"),
  }),
  fc.record({
    wait: fc.constant("ladder" as const),
    times: fc.integer({ min: 0, max: ladderMinutes.length }),
    errors: fc.constantFrom("passing", "all"),
  }),
);

describe("whether a failed step is tried again", () => {
  test("what did not happen is, after a while that grows", () => {
    expect(question()).toEqual({ kind: "retry", inMs: 1000, uncertain: false });
    expect(question({ attempt: 3 })).toEqual({ kind: "retry", inMs: 4000, uncertain: false });
    expect(question({ attempt: 5 })).toEqual({ kind: "fail", uncertain: false });
  });

  test.each([
    ["uncertain", "safe", "retry"],
    ["timeout", "safe", "retry"],
    ["uncertain", "reconcile", { kind: "fail", uncertain: true }],
    ["timeout", "unsafe", { kind: "fail", uncertain: true }],
    ["terminal", "safe", { kind: "fail", uncertain: false }],
    ["cancelled", "safe", { kind: "fail", uncertain: false }],
  ] as const)("%s of a call that is %s to repeat: %j", (kind, repeat, expected) => {
    const decision = question({ error: errorOf(kind), repeat });
    if (expected === "retry") expect(decision.kind).toBe("retry");
    else expect(decision).toEqual(expected);
  });

  test("a policy for all errors also repeats what was refused and what may have happened, and says which it is", () => {
    const policy = { ...usualRetry, errors: "all" } as const;
    expect(question({ policy, error: errorOf("terminal") })).toMatchObject({ kind: "retry", uncertain: false });
    expect(question({ policy, error: errorOf("timeout") })).toMatchObject({ kind: "retry", uncertain: true });
    expect(question({ policy, error: errorOf("timeout"), neverRepeat: true })).toMatchObject({ kind: "fail" });
    expect(question({ policy, error: errorOf("cancelled") })).toMatchObject({ kind: "fail" });
  });

  test("the ladder takes 17 h 25 in all", () => {
    const policy = retryPolicy.parse({ wait: "ladder" });
    const waits = [1, 2, 3, 4, 5].map((attempt) => question({ policy, attempt }));
    const minutes = waits.map((decision) => (decision.kind === "retry" ? decision.inMs / 60_000 : 0));
    expect(minutes).toEqual([5, 35, 95, 275, 635]);
    expect(minutes.reduce((sum, each) => sum + each)).toBe(17 * 60 + 25);
    expect(question({ policy, attempt: 6 })).toMatchObject({ kind: "fail" });
  });

  test("as often as the policy says and no more, and never one that may have happened and must not twice", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...errorClasses),
        fc.constantFrom(...repeatKinds),
        fc.integer({ min: 1, max: 30 }),
        policies,
        fc.boolean(),
        chance,
        (kind, repeat, attempt, policy, neverRepeat, drawn) => {
          const decision = question({
            ...{ error: errorOf(kind), repeat, attempt, policy, neverRepeat },
            chance: () => drawn,
          });
          const doubtful = (kind === "uncertain" || kind === "timeout") && repeat !== "safe";
          expect(decision.uncertain).toBe(doubtful);
          if (kind === "retryable") expect(decision.kind).toBe(attempt <= policy.times ? "retry" : "fail");
          if (decision.kind === "fail") return;
          expect(attempt).toBeLessThanOrEqual(policy.times);
          expect(kind).not.toBe("cancelled");
          if (kind === "terminal" || doubtful) expect(policy.errors).toBe("all");
          if (doubtful) expect(neverRepeat).toBe(false);
        },
      ),
    );
  });

  test("never before the application said", () => {
    fc.assert(
      fc.property(fc.nat(86_400_000), policies, chance, (retryAfterMs, policy, drawn) => {
        const decision = question({ policy, retryAfterMs, chance: () => drawn });
        expect(decision.kind === "fail" ? policy.times === 0 : decision.inMs >= retryAfterMs).toBe(true);
      }),
    );
  });

  test("the wait stays within a bound that doubles up to its cap", () => {
    const seconds = fc.integer({ min: 1, max: 86_400 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), seconds, seconds, chance, (attempt, base, cap, drawn) => {
        const wait = backoffMs({ baseSeconds: base, capSeconds: cap }, attempt, () => drawn);
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(Math.min(cap, base * 2 ** (attempt - 1)) * 1000);
      }),
    );
  });
});
