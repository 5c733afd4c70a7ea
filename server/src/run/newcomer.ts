import type { CompiledCycle } from "../step/compile.ts";
import { type AnswerDeps, answerWaiting, isOnlyAnswer } from "./answer.ts";
import { type Departure, departureOf } from "./departure.ts";
import type { LiveRun } from "./state.ts";
import { type WriteDeps, writeResult } from "./write.ts";

/** Whether a run that has not begun may be there for another one. */
export const mayBeAnswer = (run: LiveRun, cycle: CompiledCycle): boolean =>
  !run.state && !run.attempt && (run.mayAnswer !== null || isOnlyAnswer(run, cycle));

/**
 * Looks whether such a run is there for another one that waits for its event. Null when it is to begin itself: nobody waits,
 * and it came from a trigger. Where it did not, it ends without a trace.
 */
export async function asAnswer(
  deps: AnswerDeps & WriteDeps,
  run: LiveRun,
  cycle: CompiledCycle,
): Promise<Departure | null> {
  const answering = await answerWaiting(deps, run, cycle);
  if (answering.kind === "absorbed") return { kind: "absorbed" };
  if (answering.kind === "lost") return { kind: "dropped" };
  if (!isOnlyAnswer(run, cycle)) return null;
  const bare = { run, laneHeld: false, crashes: 0, state: null, attempt: null, error: null, steps: [] };
  if (answering.kind === "later") {
    const written = await writeResult(deps, { ...bare, status: "waiting", waitMs: answering.ms });
    return departureOf(run, written) ?? { kind: "waits", laneHeld: false };
  }
  const written = await writeResult(deps, { ...bare, status: "succeeded", waitMs: null });
  return { kind: written.kind === "lost" ? "dropped" : "over" };
}
