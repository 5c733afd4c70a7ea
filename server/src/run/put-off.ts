import type { RunError } from "@velodrome/contract";
import type { Clock } from "../base/clock.ts";
import type { CompiledAction } from "../step/compile.ts";
import { runErrorOf } from "../step/failure.ts";
import type { Why } from "./valve.ts";
import { moment, type Walk } from "./walk.ts";

/** A call is not to be made before `ms` are over; infinite: not before something changes. */
export interface WaitWish extends Why {
  ms: number;
}

/** The code of a run that waits, or has waited too long, for somebody to sign in again. */
export const connectionDead = "connection_dead";

/** How long a call waits in all before its step fails. */
const waitAtMostMs = 24 * 3_600_000;

/** Notes in the walk what its step waits for; answers for how many ms, or how it fails when it has waited long enough. */
export function putOff(
  walk: Walk,
  step: CompiledAction,
  wish: WaitWish,
  clock: Clock,
): { waitMs: number } | { error: RunError } {
  const { code, message, ms } = wish;
  const now = clock.now();
  const before = walk.waitingFor;
  // Those who wait for a person get their whole day for that.
  const isSame = before?.step === step.id && (before.code === code || code !== connectionDead);
  const since = isSame ? before.since : moment(clock);
  const leftMs = Date.parse(since) + waitAtMostMs - now;
  if (leftMs <= 0) return { error: waitedTooLong(wish, step) };
  const waitMs = Math.ceil(Math.min(ms, leftMs));
  note(walk, step, { code, message, ms: waitMs }, { now, since });
  return { waitMs };
}

/**
 * Whether a lane waits with its head for however long that takes: where the head waits for the connection that its event came
 * by, nobody behind it could be answered either, and who is told to come back later would come back after newer ones. A
 * token that is dead is waited for outside of the lane, and all of them are woken in their order.
 */
export function lastsForLane(
  { cycle }: Pick<Walk, "cycle">,
  trigger: string,
  { step }: Pick<CompiledAction, "step">,
  { ms }: WaitWish,
): boolean {
  const start = cycle.steps.get(trigger)?.step;
  if (start?.type !== "trigger" || !Number.isFinite(ms)) return false;
  return start.connector === step.connector && (start.connection ?? step.connection) === step.connection;
}

/** Notes in the walk why its step waits, for however long. */
export function noteWait(walk: Walk, step: CompiledAction, wish: WaitWish, clock: Clock): void {
  note(walk, step, wish, { now: clock.now(), since: moment(clock) });
}

function note(
  walk: Walk,
  { id, step }: CompiledAction,
  { code, message, ms }: WaitWish,
  { now, since }: { now: number; since: string },
): void {
  walk.waitingFor = {
    code,
    message,
    until: new Date(now + ms).toISOString(),
    since,
    step: id,
    connection: step.connection ?? null,
  };
}

function waitedTooLong({ code, message }: WaitWish, { step }: CompiledAction): RunError {
  const details = { connection: step.connection ?? null };
  if (code !== connectionDead)
    return runErrorOf("retryable", code, `The call was put off for 24 hours. ${message}`, details);
  const words =
    "The application no longer accepts the connection's token, and nobody signed in again within 24 hours. Connect it again, then retry this run.";
  return runErrorOf("terminal", code, words, details);
}
