import type { DelayStep, Reads, Source, WaitUntilStep } from "@velodrome/contract";
import { terminal } from "./failure.ts";
import { compileSource, readsNothing, type Scope } from "./source.ts";
import type { CompiledTool, Computed } from "./tool.ts";
import { zonedMoment } from "./zoned-moment.ts";

const unitMs = { seconds: 1000, minutes: 60_000, hours: 3_600_000, days: 86_400_000 } as const;
/** What is kept of a run is not kept for ever. */
const longestMs = 30 * unitMs.days;

/** Throws `SourceError`. */
export function compileDelay({ duration, unit }: DelayStep): CompiledTool {
  const invalid = { code: "delay_invalid", message: "The Delay's duration is not a number of 0 or more. Give it one." };
  const { reads, evaluate } = compileDuration(duration, unit, invalid);
  return {
    reads,
    evaluate(scope) {
      const { amount, ms } = evaluate(scope);
      return async ({ clock }) => sleep(clock.now(), clock.now() + ms, { duration: amount, unit });
    },
  };
}

/** A length of time. Throws `SourceError`, and `StepFailure` when it is none. */
export function compileDuration(
  duration: Source | undefined,
  unit: keyof typeof unitMs,
  invalid: { code: string; message: string },
): { reads: Reads; evaluate(scope: Scope): { amount: number; ms: number } } {
  const source = duration && compileSource(duration);
  return {
    reads: source?.reads ?? readsNothing,
    evaluate(scope) {
      const value = source?.evaluate(scope);
      const amount = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
      if (typeof amount !== "number" || !(amount >= 0)) throw terminal(invalid.code, invalid.message, { value });
      return { amount, ms: amount * unitMs[unit] };
    },
  };
}

/** Throws `SourceError`. */
export function compileWaitUntil({ until }: WaitUntilStep): CompiledTool {
  const source = until && compileSource(until);
  return {
    reads: source?.reads ?? readsNothing,
    evaluate(scope) {
      const value = source?.evaluate(scope);
      return async ({ clock, timezone }) => {
        const zone = await timezone();
        const at = zonedMoment(value, zone);
        if (at === null) {
          const message = 'The date to wait for is none. Write one like "2026-12-24T09:00" or "2026-12-24T09:00:00Z".';
          throw terminal("date_invalid", message, { value });
        }
        return sleep(clock.now(), at, { until: value, timezone: zone });
      };
    },
  };
}

/** Throws `StepFailure`. */
export function checkLength(ms: number, input: Record<string, unknown>): void {
  if (ms <= longestMs) return;
  const message = "A run sleeps for 30 days at most, and this would be longer. Let a schedule start a run then.";
  throw terminal("sleep_too_long", message, input);
}

function sleep(now: number, until: number, input: Record<string, unknown>): Computed {
  checkLength(until - now, input);
  const output = { until: new Date(Math.max(until, now)).toISOString() };
  return { port: null, input, output, ...(until > now && { sleepsUntil: until }) };
}
