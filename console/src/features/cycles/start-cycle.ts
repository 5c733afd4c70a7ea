import { type Cycle, type CycleBacklog, cycleBacklog, type CycleStart, startedCycle } from "@velodrome/contract";
import { isUnanswered } from "../../lib/backlog.ts";
import { inAccount, request } from "../../lib/request.ts";

/** What came of a start: it runs, with what is worth knowing; or it waits for a person to decide about what came before. */
export interface StartOutcome {
  question: CycleBacklog | null;
  warnings: readonly { code: string; message: string }[];
}

const readBacklog = (account: string, cycle: string) =>
  request(cycleBacklog, inAccount(account, "cycles", cycle, "backlog"), { query: { limit: 1 } });

/**
 * Publishes the draft if it differs, and runs it. A stopped cycle that something came for is not started before a wish says
 * what becomes of that.
 */
export async function startCycle(
  account: string,
  { id, status }: Pick<Cycle, "id" | "status">,
  wish: CycleStart = {},
): Promise<StartOutcome> {
  if (status === "stopped" && wish.backlog === undefined && wish.once !== true) {
    const question = await readBacklog(account, id);
    if (isUnanswered(question)) return { question, warnings: [] };
  }
  const { warnings } = await request(startedCycle.pick({ warnings: true }), inAccount(account, "cycles", id, "start"), {
    method: "POST",
    body: wish,
  });
  return { question: null, warnings };
}
