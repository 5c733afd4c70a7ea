import type { RunError } from "@velodrome/contract";
import type { RepeatKind } from "@velodrome/kit";

/** How often and how soon a failed step is tried again; times in ms. @internal */
export const retryLimits = { attempts: 5, baseMs: 2_000, capMs: 10 * 60_000 } as const;

export interface RetryQuestion {
  error: RunError;
  /** Number of the attempt that failed, from 1. */
  attempt: number;
  /** What the action says about a call that may have happened. */
  repeat: RepeatKind;
  /** The application's own word on when to come back, in ms. */
  retryAfterMs?: number | undefined;
  /** From 0 up to 1, e.g. `Math.random`. */
  chance: () => number;
}

/** `uncertain`: it may have happened, and repeating it could do it twice. */
export type RetryDecision = { kind: "retry"; inMs: number } | { kind: "fail"; uncertain: boolean };

/** Only what did not happen, or may happen twice without harm, is tried again: never blindly. */
export function decideRetry(question: RetryQuestion): RetryDecision {
  const { error, attempt, repeat } = question;
  const uncertain = error.class === "uncertain" || error.class === "timeout";
  const repeatable = error.class === "retryable" || (uncertain && repeat === "safe");
  if (!repeatable || attempt >= retryLimits.attempts)
    return { kind: "fail", uncertain: uncertain && repeat !== "safe" };
  return { kind: "retry", inMs: backoffMs(attempt, question.chance) + (question.retryAfterMs ?? 0) };
}

/**
 * Anything between nothing and a bound that doubles with each attempt: those that failed together do not come back
 * together. What the application asked to wait is added, so that its limit is kept and they are spread all the same.
 * @internal
 */
export function backoffMs(attempt: number, chance: () => number): number {
  const bound = Math.min(retryLimits.capMs, retryLimits.baseMs * 2 ** (attempt - 1));
  return Math.round(chance() * bound);
}
