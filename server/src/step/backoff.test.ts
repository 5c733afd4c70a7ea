import { errorClasses } from "@velodrome/contract";
import { repeatKinds } from "@velodrome/kit";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { backoffMs, decideRetry, retryLimits } from "./backoff.ts";
import { runErrorOf } from "./failure.ts";

const question = (over: Partial<Parameters<typeof decideRetry>[0]> = {}) =>
  decideRetry({
    error: runErrorOf("retryable", "rate_limited", "Too many calls."),
    attempt: 1,
    repeat: "reconcile",
    chance: () => 0.5,
    ...over,
  });
const errorOf = (kind: (typeof errorClasses)[number]) => runErrorOf(kind, "x", "x");
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe("whether a failed step is tried again", () => {
  test("what did not happen is, after a while that grows", () => {
    expect(question()).toEqual({ kind: "retry", inMs: 1000 });
    expect(question({ attempt: 3 })).toEqual({ kind: "retry", inMs: 4000 });
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

  test("not without end, and never one that may have happened and must not twice", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...errorClasses),
        fc.constantFrom(...repeatKinds),
        fc.integer({ min: 1, max: 20 }),
        chance,
        (kind, repeat, attempt, drawn) => {
          const decision = question({ error: errorOf(kind), repeat, attempt, chance: () => drawn });
          if (decision.kind === "fail") return;
          expect(attempt).toBeLessThan(retryLimits.attempts);
          expect(kind === "retryable" || repeat === "safe").toBe(true);
        },
      ),
    );
  });

  test("never before the application said", () => {
    fc.assert(
      fc.property(fc.nat(86_400_000), chance, (retryAfterMs, drawn) => {
        const decision = question({ retryAfterMs, chance: () => drawn });
        expect(decision.kind === "retry" && decision.inMs >= retryAfterMs).toBe(true);
      }),
    );
  });

  test("the wait stays within a bound that doubles up to its cap", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), chance, (attempt, drawn) => {
        const wait = backoffMs(attempt, () => drawn);
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(Math.min(retryLimits.capMs, retryLimits.baseMs * 2 ** (attempt - 1)));
      }),
    );
  });
});
