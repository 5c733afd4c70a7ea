import type { CycleDocument, Source, Step } from "@velodrome/contract";
import type { ExpressionFlaw } from "./expression-flaws.ts";
import { delayMs, sleepsTooLong, sleepTooLong } from "./sleep.ts";
import { zonedMoment } from "./zoned-moment.ts";

/** How long runs may sleep, and when and where it is. */
export interface SleepRules {
  days: number;
  now: number;
  timezone: string;
}

/** Delays, waits and dates that are known before any run, and lie beyond what is kept of one. */
export function sleepFlaws(document: CycleDocument, rules: SleepRules): ExpressionFlaw[] {
  return document.steps.flatMap((step) => {
    const asked = askedOf(step, rules);
    if (asked === null || !sleepsTooLong(asked.ms, rules.days)) return [];
    return [{ code: "sleep_too_long", step: step.id, field: asked.field, message: sleepTooLong(rules.days) }];
  });
}

const valueOf = (source: Source | undefined): unknown => (source && "value" in source ? source.value : undefined);

/** Null where it is not known, or is no time at all. */
function askedOf(step: Step, { now, timezone }: SleepRules): { field: string; ms: number } | null {
  if (step.type === "delay") {
    const ms = delayMs(valueOf(step.duration), step.unit);
    return ms === null ? null : { field: "duration", ms };
  }
  if (step.type === "wait-for-event") {
    const ms = delayMs(valueOf(step.timeout), step.unit);
    return ms === null ? null : { field: "timeout", ms };
  }
  if (step.type !== "wait-until") return null;
  const value = valueOf(step.until);
  const at = value === undefined ? null : zonedMoment(value, timezone);
  return at === null ? null : { field: "until", ms: at - now };
}
