import { isDeepStrictEqual } from "node:util";
import type { ScheduleStep, Step, StepDetail } from "@velodrome/contract";
import { AppError } from "../base/app-error.ts";
import { readAccountConnections } from "../connection/connection-store.ts";
import { readDefaultSetup, readSetup, type SetupRecord } from "../connection/setup-store.ts";
import { setupUrls } from "../connection/setup-urls.ts";
import { toWire } from "../base/id.ts";
import type { AccountScope } from "../db/database.ts";
import { connectionOf, toCycleConnection } from "./connection-choice.ts";
import { type CycleDeps, type CyclePlace, findCycle } from "./cycles.ts";
import { readDue, readTimezone } from "./due-store.ts";
import { nextTimes, patternFlaw, scheduleOf } from "./schedule-times.ts";

export interface StepDetailDeps extends Pick<CycleDeps, "database" | "clock"> {
  publicUrl(): Promise<string>;
}

/** One step of the draft; of a trigger, the address to paste at the application. */
export async function readStepDetail(deps: StepDetailDeps, place: CyclePlace, stepId: string): Promise<StepDetail> {
  const publicUrl = await deps.publicUrl();
  return deps.database.withAccount(place.accountId, async (scope) => {
    const { id: cycleId, draft } = await findCycle(scope, place);
    const step = draft.steps.find(({ id }) => id === stepId);
    if (step === undefined) {
      throw new AppError("step_not_found", { message: `The cycle's draft has no step "${stepId}".` });
    }
    const { setup, connection } =
      step.type === "trigger" ? await placeOf(scope, place.accountId, step) : { setup: null, connection: null };
    return {
      id: step.id,
      type: step.type,
      name: step.name ?? null,
      webhookUrl: setup === null ? null : setupUrls(publicUrl, setup).webhookUrl,
      setup: setup === null ? null : toWire("setup", setup.id),
      connection,
      nextTimes: step.type === "schedule" ? await timesOf(scope, place.accountId, cycleId, step, deps.clock.now()) : [],
    };
  });
}

const timesShown = 5;

/** Of a schedule that runs as the draft has it, from when it fires next; of another as if it were started now. */
async function timesOf(
  scope: AccountScope,
  accountId: string,
  cycleId: string,
  step: ScheduleStep,
  now: number,
): Promise<string[]> {
  const schedule = scheduleOf(step);
  if (!schedule.every && patternFlaw(schedule.cron ?? "") !== null) return [];
  const due = (await readDue(scope, accountId, cycleId)).find(
    (each) => each.step === step.id && isDeepStrictEqual(each.schedule, schedule),
  );
  const zone = await readTimezone(scope, accountId);
  const first = due?.nextAt.getTime();
  const times = nextTimes(schedule, zone, { after: first ?? now, from: first ?? now }, timesShown);
  return [...(first === undefined ? [] : [first]), ...times]
    .slice(0, timesShown)
    .map((at) => new Date(at).toISOString());
}

/** The Setup of the step's connection; before one is chosen, the one that a new connection would get. */
async function placeOf(
  scope: AccountScope,
  accountId: string,
  step: Extract<Step, { type: "trigger" }>,
): Promise<{ setup: SetupRecord | null; connection: string | null }> {
  const connections = (await readAccountConnections(scope, accountId)).map(toCycleConnection);
  const id = connectionOf(step, connections);
  const setupId = connections.find((connection) => connection.id === id)?.setupId ?? null;
  const setup = await (setupId === null ? readDefaultSetup(scope, step.connector) : readSetup(scope, setupId));
  // Which application that will be is known once a connection has brought one.
  return { setup: setup?.ownApps ? null : setup, connection: id };
}
