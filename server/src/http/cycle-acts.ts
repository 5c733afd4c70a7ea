import {
  cycleBacklog,
  cyclePublish,
  cycleStart,
  cycleStop,
  cycleVersion,
  cycleWithDocument,
  listOf,
  listQuery,
  prerequisite,
  startedCycle,
  stepDetail,
} from "@velodrome/contract";
import type { z } from "zod";
import { findAccount } from "../account/accounts.ts";
import { actorOf } from "../account/audit.ts";
import { pageByOffset } from "../connection/offset-page.ts";
import { type CycleDeps, type CyclePlace, listCycleVersions, readPrerequisites } from "../cycle/cycles.ts";
import { publishCycle } from "../cycle/publish.ts";
import { startCycle, stopCycle } from "../cycle/start-stop.ts";
import { readStepDetail, type StepDetailDeps } from "../cycle/step-detail.ts";
import { readBacklog } from "../ingest/backlog.ts";
import type { Api } from "./api.ts";
import { callerOf } from "./authorize.ts";
import { oneCycle, oneStep } from "./cycle-address.ts";

export type CycleActsDeps = CycleDeps & StepDetailDeps;

const tags = ["Cycles"];
const one = "/v1/accounts/:account/cycles/:cycle";

async function placeOf(deps: CycleActsDeps, params: z.infer<typeof oneCycle>): Promise<CyclePlace> {
  return { accountId: (await findAccount(deps.database, params.account)).id, cycle: params.cycle };
}

/** What can be done with a cycle; no body means no wishes. */
export function registerCycleActs(api: Api, deps: CycleActsDeps): void {
  api.post(
    `${one}/publish`,
    {
      schema: {
        tags,
        summary: "Make the draft a version",
        params: oneCycle,
        body: cyclePublish.nullable(),
        response: { 200: cycleWithDocument },
      },
    },
    async (request) => {
      const actor = actorOf(callerOf(request));
      return publishCycle(deps, await placeOf(deps, request.params), { ...request.body, actor });
    },
  );
  api.post(
    `${one}/start`,
    {
      schema: {
        tags,
        summary: "Publish the draft if it differs, and run it",
        params: oneCycle,
        body: cycleStart.nullable(),
        response: { 200: startedCycle },
      },
    },
    async (request) => {
      const actor = actorOf(callerOf(request));
      return startCycle(deps, await placeOf(deps, request.params), { ...request.body, actor });
    },
  );
  api.post(
    `${one}/stop`,
    {
      schema: {
        tags,
        summary: "Take no more events",
        params: oneCycle,
        body: cycleStop.nullable(),
        response: { 200: cycleWithDocument },
      },
    },
    async ({ params, body }) => stopCycle(deps, await placeOf(deps, params), body ?? {}),
  );
}

/** What can be asked about a cycle besides its draft. */
export function registerCycleDetails(api: Api, deps: CycleActsDeps): void {
  api.get(
    `${one}/backlog`,
    {
      schema: {
        tags,
        summary: "What came while the cycle was stopped, oldest first",
        params: oneCycle,
        querystring: listQuery,
        response: { 200: cycleBacklog },
      },
    },
    async ({ params, query }) => readBacklog(deps, await placeOf(deps, params), query),
  );
  api.get(
    `${one}/prerequisites`,
    {
      schema: {
        tags,
        summary: "What is missing before the draft can run",
        params: oneCycle,
        querystring: listQuery,
        response: { 200: listOf(prerequisite) },
      },
    },
    async ({ params, query }) =>
      pageByOffset(await readPrerequisites(deps, await placeOf(deps, params)), query.limit, query.cursor),
  );
  api.get(
    `${one}/versions`,
    {
      schema: {
        tags,
        summary: "List a cycle's versions",
        params: oneCycle,
        querystring: listQuery,
        response: { 200: listOf(cycleVersion) },
      },
    },
    async ({ params, query }) => listCycleVersions(deps, await placeOf(deps, params), query),
  );
  api.get(
    `${one}/steps/:step`,
    { schema: { tags, summary: "Read one step of the draft", params: oneStep, response: { 200: stepDetail } } },
    async ({ params }) => readStepDetail(deps, await placeOf(deps, params), params.step),
  );
}
