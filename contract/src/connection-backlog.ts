import { z } from "zod";
import { boundedCount } from "./bounded-count.ts";
import { backlogAnswers, cycleStatuses } from "./cycle.ts";
import { idOf } from "./id.ts";
import { moment } from "./list.ts";
import { operation } from "./operation.ts";

/** Runs that failed because a connection had no token for longer than a day (`connection_dead`), and that nobody decided about. */
export const connectionBacklog = z.object({
  /** When the first of them began; null when there are none. */
  since: moment.nullable(),
  /** At most 24 hours old: within the time in which Facebook lets a Page answer. */
  recent: boundedCount,
  older: boundedCount,
  /** Runs that still wait for somebody to sign in. They go on by themselves then. */
  waiting: boundedCount,
  /** Whose runs failed, those with most of them first. */
  cycles: z.array(
    z.object({ id: idOf("cycle"), name: z.string(), status: z.enum(cycleStatuses), runs: z.number().int() }),
  ),
});
export type ConnectionBacklog = z.infer<typeof connectionBacklog>;

/** What becomes of them: nothing, those of the last 24 hours go on from the step that failed, or all do. */
export const connectionBacklogAnswer = z.strictObject({ answer: z.enum(backlogAnswers) });

/** `operation` is the retry that goes on in the background; null when nothing is answered. */
export const connectionBacklogAnswered = z.object({ operation: operation.nullable() });
export type ConnectionBacklogAnswered = z.infer<typeof connectionBacklogAnswered>;
