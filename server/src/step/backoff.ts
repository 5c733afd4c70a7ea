import { ladderMinutes, type RetryPolicy, type RunError } from "@velodrome/contract";
import type { RepeatKind } from "@velodrome/kit";

export interface RetryQuestion {
  policy: RetryPolicy;
  error: RunError;
  /** Number of the attempt that failed, from 1. */
  attempt: number;
  /** What the action says about a call that may have happened. */
  repeat: RepeatKind;
  /** Whether the step leaves it alone all the same, whatever the policy says. */
  neverRepeat: boolean;
  /** The application's own word on when to come back, in ms. */
  retryAfterMs?: number | undefined;
  /** From 0 up to 1, e.g. `Math.random`. */
  chance: () => number;
}

/**
 * `uncertain`: it may have happened, and repeating it could do it twice. That is done where the policy asks for it only,
 * and the attempt that repeats is marked.
 */
export type RetryDecision = { uncertain: boolean } & ({ kind: "retry"; inMs: number } | { kind: "fail" });

/** Only what did not happen, or may happen twice without harm, is tried again of itself: never blindly. */
export function decideRetry(question: RetryQuestion): RetryDecision {
  const { policy, error, attempt, repeat } = question;
  const doubtful = error.class === "uncertain" || error.class === "timeout";
  const uncertain = doubtful && repeat !== "safe";
  const passing = error.class === "retryable" || (doubtful && !uncertain);
  const asked = policy.errors === "all" && error.class !== "cancelled" && !(uncertain && question.neverRepeat);
  if (attempt > policy.times || !(passing || asked)) return { kind: "fail", uncertain };
  return { kind: "retry", inMs: waitMs(question), uncertain };
}

const minuteMs = 60_000;

function waitMs({ policy, attempt, chance, retryAfterMs = 0 }: RetryQuestion): number {
  if (policy.wait === "ladder") return Math.max(retryAfterMs, (ladderMinutes[attempt - 1] ?? 0) * minuteMs);
  return backoffMs(policy, attempt, chance) + retryAfterMs;
}

/**
 * Anything between nothing and a bound that doubles with each attempt: those that failed together do not come back
 * together. What the application asked to wait is added, so that its limit is kept and they are spread all the same.
 * @internal
 */
export function backoffMs(
  { baseSeconds, capSeconds }: { baseSeconds: number; capSeconds: number },
  attempt: number,
  chance: () => number,
): number {
  const bound = Math.min(capSeconds, baseSeconds * 2 ** (attempt - 1)) * 1000;
  return Math.round(chance() * bound);
}
