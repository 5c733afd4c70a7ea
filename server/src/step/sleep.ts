import type { DelayStep, Reads, Source, WaitUntilStep } from "@velodrome/contract";
import { terminal } from "./failure.ts";
import { readsNothing } from "./reads.ts";
import { compileSource, type Scope } from "./source.ts";
import type { CompiledTool, Computed } from "./tool.ts";
import { zonedMoment } from "./zoned-moment.ts";

const unitMs = { seconds: 1000, minutes: 60_000, hours: 3_600_000, days: 86_400_000 } as const;

/** Null for what is no duration. */
export function delayMs(value: unknown, unit: keyof typeof unitMs): number | null {
  const amount = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof amount === "number" && amount >= 0 ? amount * unitMs[unit] : null;
}

/** What a run needs is kept no longer than its account's events are. */
export const sleepsTooLong = (ms: number, days: number): boolean => ms > days * unitMs.days;

export const sleepTooLong = (days: number): string =>
  `A run sleeps for ${days} days at most, as long as its event is kept, and this would be longer. Keep runs and events for longer, or let a schedule start a run then.`;

/** Throws `SourceError`. */
export function compileDelay({ duration, unit }: DelayStep): CompiledTool {
  const invalid = { code: "delay_invalid", message: "The Delay's duration is not a number of 0 or more. Give it one." };
  const { reads, evaluate } = compileDuration(duration, unit, invalid);
  return {
    reads,
    evaluate(scope) {
      const { amount, ms } = evaluate(scope);
      const input = { duration: amount, unit };
      return async ({ clock, sleepDays }) => sleep({ now: clock.now(), days: await sleepDays() }, ms, input);
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
      const ms = delayMs(value, unit);
      if (ms === null) throw terminal(invalid.code, invalid.message, { value });
      return { amount: Number(value), ms };
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
      return async ({ clock, timezone, sleepDays }) => {
        const zone = await timezone();
        const at = zonedMoment(value, zone);
        if (at === null) {
          const message = 'The date to wait for is none. Write one like "2026-12-24T09:00" or "2026-12-24T09:00:00Z".';
          throw terminal("date_invalid", message, { value });
        }
        const [now, input] = [clock.now(), { until: value, timezone: zone }];
        return sleep({ now, days: await sleepDays() }, at - now, input);
      };
    },
  };
}

/** Throws `StepFailure`. */
export function checkLength(ms: number, days: number, input: Record<string, unknown>): void {
  if (sleepsTooLong(ms, days)) throw terminal("sleep_too_long", sleepTooLong(days), input);
}

function sleep({ now, days }: { now: number; days: number }, ms: number, input: Record<string, unknown>): Computed {
  checkLength(ms, days, input);
  const until = now + ms;
  const output = { until: new Date(Math.max(until, now)).toISOString() };
  return { port: null, input, output, ...(until > now && { sleepsUntil: until }) };
}
