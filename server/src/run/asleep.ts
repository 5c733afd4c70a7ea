import type { Computed } from "../step/tool.ts";
import type { Asleep } from "./state.ts";

/** What a run does that sleeps. `waiting`: an event may end it. */
export interface Sleep {
  kind: "sleep";
  ms: number;
  status: "sleeping" | "waiting";
}

/** What a step begins that comes to no end yet; null when it does. */
export function beginSleep(
  step: string,
  { sleepsUntil, awaits, input, output }: Computed,
  startedAt: string,
): Asleep | null {
  if (sleepsUntil === undefined) return null;
  return { step, until: sleepsUntil, startedAt, input, output, ...(awaits && { awaits: { step, key: awaits.key } }) };
}

export const sleepOf = ({ until, awaits }: Asleep, now: number): Sleep => ({
  kind: "sleep",
  ms: Math.max(0, until - now),
  status: awaits ? "waiting" : "sleeping",
});

/** What its step comes to now that the run is awake; null when it was woken too early. */
export function wakeUp({ until, awaits, answer, input, output }: Asleep, now: number): Computed | null {
  if (answer) return { port: "event", input: { ...asRecord(input), event: answer.event }, output: answer.item };
  if (until > now) return null;
  return awaits ? { port: "timeout", input, output: null } : { port: null, input, output };
}

/** The event that a run waits for has come. */
export function answered({ awaits: _, ...asleep }: Asleep, answer: { event: string; item: unknown }): Asleep {
  return { ...asleep, answer };
}

const asRecord = (input: unknown): object => (typeof input === "object" && input !== null ? input : {});
