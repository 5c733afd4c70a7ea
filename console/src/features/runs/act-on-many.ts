import type { Run } from "@velodrome/contract";
import { messageOf } from "../../ui/failure.tsx";
import { cancelRun } from "./cancel-run.ts";
import { retryRun } from "./retry-run.ts";
import { isFinished } from "./run-order.ts";

export type ManyAct = "retry" | "cancel";

/** Only what is over can be retried, and only what is not can be cancelled. */
export const fitFor = (act: ManyAct, runs: readonly Run[]): Run[] =>
  runs.filter((run) => isFinished(run) === (act === "retry"));

export interface ManyDone {
  done: number;
  /** What the server said of the others, each reason once. */
  refusals: { reason: string; runs: number }[];
}

/** One after the other, so that a long list does not fall upon the server at once; one that fails holds up no other. */
export async function actOnMany(
  act: ManyAct,
  runs: readonly Pick<Run, "id" | "account">[],
  call: (run: Pick<Run, "id" | "account">) => Promise<unknown> = ({ account, id }) =>
    act === "retry" ? retryRun(account, id, { from: "start", version: "same" }) : cancelRun(account, id),
): Promise<ManyDone> {
  const refusals = new Map<string, number>();
  let done = 0;
  for (const run of runs) {
    try {
      await call(run);
      done += 1;
    } catch (error) {
      const reason = messageOf(error);
      refusals.set(reason, (refusals.get(reason) ?? 0) + 1);
    }
  }
  return { done, refusals: [...refusals].map(([reason, count]) => ({ reason, runs: count })) };
}
