import { type CronItem, parseCronItems, type TaskList } from "graphile-worker";
import { cancelHeldRuns } from "./cancel-held-runs.ts";
import type { Chore, ChoreDeps } from "./chore.ts";
import { deleteHeldEventsInTime } from "./delete-held-events.ts";
import { forgetEventKeys } from "./forget-event-keys.ts";
import { ChoreQueue } from "./queue.ts";

export interface ChoresDeps extends ChoreDeps {
  /** A direct address: LISTEN and session locks do not go through a pooler. */
  directUrl: string;
}

/** Every chore and its minutes (UTC). */
const chores: Readonly<Record<string, { match: string; chore: Chore }>> = {
  "forget-event-keys": { match: "17 * * * *", chore: forgetEventKeys },
  "delete-held-events": { match: "*/10 * * * *", chore: deleteHeldEventsInTime },
  "cancel-held-runs": { match: "37 * * * *", chore: cancelHeldRuns },
};

/** After that its next turn comes soon enough. */
const attemptsAtMost = 3;

const cronItem = ([task, { match }]: [string, { match: string }]): CronItem => ({
  task,
  match,
  // One key each, so that turns which nobody takes do not pile up.
  options: { jobKey: task, maxAttempts: attemptsAtMost },
});

/** Does the chores from now on, shared with every other worker. `close` waits for the batch in hand. */
export async function startChores(deps: ChoresDeps): Promise<{ close(): Promise<void> }> {
  const tasks: TaskList = Object.fromEntries(
    Object.entries(chores).map(([name, { chore }]) => [
      name,
      (_payload: unknown, helpers: { abortSignal: AbortSignal }) => chore(deps, helpers.abortSignal),
    ]),
  );
  const cronItems = parseCronItems(Object.entries(chores).map(cronItem));
  const queue = new ChoreQueue({ directUrl: deps.directUrl, log: deps.log, tasks, cronItems });
  await queue.start();
  return { close: () => queue.close() };
}
