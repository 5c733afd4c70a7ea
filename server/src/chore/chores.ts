import { type CronItem, parseCronItems, type TaskList } from "graphile-worker";
import { erasureChore } from "../account/erasures.ts";
import { tellPeopleChore } from "../account/mail-notices.ts";
import { backlogChore } from "../cycle/backlog-store.ts";
import { type AnswerBacklogsDeps, answerBacklogs } from "../ingest/answer-backlogs.ts";
import { cancelHeldRuns } from "./cancel-held-runs.ts";
import { domainChangeChore } from "../connection/domain-change.ts";
import { type ForgetSubjectDeps, forgetSubjects } from "../connection/forget-subject.ts";
import { moveWebhooks } from "../connection/move-webhooks.ts";
import { privacyChore } from "../connection/privacy-requests.ts";
import type { SetupActDeps } from "../connection/setup-application.ts";
import type { Chore } from "./chore.ts";
import { countFigures } from "./count-figures.ts";
import { deleteHeldEventsInTime } from "./delete-held-events.ts";
import { eraseAccounts } from "./erase-accounts.ts";
import { type ErasePeopleDeps, erasePeople } from "./erase-people.ts";
import { forgetEventKeys } from "./forget-event-keys.ts";
import { forgetHistory, type ForgetHistoryDeps } from "./forget-history.ts";
import { forgetSignIns } from "./forget-sign-ins.ts";
import { lookAtSetups } from "./look-at-setups.ts";
import { ChoreQueue } from "./queue.ts";
import { operationsChore } from "../run/operations.ts";
import { type TellPeopleDeps, tellPeople } from "./tell-people.ts";
import { watchSignatures } from "./watch-signatures.ts";
import { type WorkAtOperationsDeps, workAtRequests } from "./work-at-operations.ts";

export interface ChoresDeps
  extends AnswerBacklogsDeps,
    ErasePeopleDeps,
    TellPeopleDeps,
    ForgetSubjectDeps,
    ForgetHistoryDeps,
    SetupActDeps,
    WorkAtOperationsDeps {
  /** A direct address: LISTEN and session locks do not go through a pooler. */
  directUrl: string;
}

const everyMinute = "* * * * *";

/** Every chore and its minutes (UTC). Those with a name from elsewhere are also woken by requests. */
const chores: Readonly<Record<string, { match: string; chore: Chore<ChoresDeps> }>> = {
  "forget-event-keys": { match: "17 * * * *", chore: forgetEventKeys },
  "forget-sign-ins": { match: "47 * * * *", chore: forgetSignIns },
  "forget-history": { match: "7 * * * *", chore: forgetHistory },
  "erase-accounts": { match: "27 * * * *", chore: eraseAccounts },
  "delete-held-events": { match: "*/10 * * * *", chore: deleteHeldEventsInTime },
  "count-figures": { match: "3 * * * *", chore: countFigures },
  "cancel-held-runs": { match: "37 * * * *", chore: cancelHeldRuns },
  "look-at-setups": { match: everyMinute, chore: lookAtSetups },
  "watch-signatures": { match: everyMinute, chore: watchSignatures },
  [tellPeopleChore]: { match: everyMinute, chore: tellPeople },
  [domainChangeChore]: { match: everyMinute, chore: moveWebhooks },
  [privacyChore]: { match: everyMinute, chore: forgetSubjects },
  [operationsChore]: { match: everyMinute, chore: workAtRequests },
  [backlogChore]: { match: everyMinute, chore: answerBacklogs },
  [erasureChore]: { match: everyMinute, chore: erasePeople },
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
