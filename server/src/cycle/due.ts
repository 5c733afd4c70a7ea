import { withoutDisabled } from "@velodrome/contract";
import { isDeepStrictEqual } from "node:util";
import type { AccountScope } from "../db/database.ts";
import { deleteDue, insertDue, readDue, readTimezone } from "./due-store.ts";
import type { LiveVersion } from "./listeners.ts";
import { nextTime, scheduleOf } from "./schedule-times.ts";

/**
 * Replaces when a cycle's schedules fire next; one that is as it was keeps its time. `once`: the cycle stops after the first
 * firing; undefined: as it was.
 */
export async function writeDue(scope: AccountScope, live: LiveVersion, now: number, once?: boolean): Promise<void> {
  const { accountId, cycleId } = live;
  const before = await readDue(scope, accountId, cycleId);
  await deleteDue(scope, accountId, cycleId);
  const steps = withoutDisabled(live.document).steps.filter((step) => step.type === "schedule");
  if (steps.length === 0) return;
  const zone = await readTimezone(scope, accountId);
  const due = steps.flatMap((step) => {
    const schedule = scheduleOf(step);
    const same = before.find((each) => each.step === step.id && isDeepStrictEqual(each.schedule, schedule));
    const at = same?.nextAt.getTime() ?? nextTime(schedule, zone, now, now);
    const stops = once ?? before.some((each) => each.once);
    return at === null ? [] : [{ step: step.id, schedule, once: stops, nextAt: new Date(at) }];
  });
  await insertDue(scope, live, due);
}
