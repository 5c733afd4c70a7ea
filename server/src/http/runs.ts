import {
  attemptQuery,
  idOf,
  listOf,
  partnerRunQuery,
  placedAttempt,
  run as runSchema,
  runQuery,
  runRetry,
  runWithSteps,
} from "@velodrome/contract";
import { z } from "zod";
import type { RunReader } from "../run/runs.ts";
import type { Api } from "./api.ts";

export interface RunRoutesDeps {
  runs: RunReader;
  findAccount(ref: string): Promise<{ id: string }>;
}

const inAccount = z.object({ account: z.string() });
const oneRun = inAccount.extend({ run: idOf("run") });
const tags = ["Runs"];

export function registerRuns(api: Api, deps: RunRoutesDeps): void {
  api.get(
    "/v1/runs",
    {
      schema: {
        tags,
        summary: "List the runs of all accounts",
        querystring: partnerRunQuery,
        response: { 200: listOf(runSchema) },
      },
    },
    async ({ query: { account, ...query } }) =>
      account === undefined ? deps.runs.listOfAll(query) : deps.runs.list((await deps.findAccount(account)).id, query),
  );
  api.get(
    "/v1/accounts/:account/runs",
    {
      schema: {
        tags,
        summary: "List an account's runs",
        params: inAccount,
        querystring: runQuery,
        response: { 200: listOf(runSchema) },
      },
    },
    async ({ params, query }) => deps.runs.list((await deps.findAccount(params.account)).id, query),
  );
  api.get(
    "/v1/accounts/:account/runs/:run",
    {
      schema: {
        tags,
        summary: "Read a run with its steps and attempts",
        params: oneRun,
        response: { 200: runWithSteps },
      },
    },
    async ({ params }) => deps.runs.read((await deps.findAccount(params.account)).id, params.run),
  );
  registerOneRun(api, deps);
}

/** What can be asked of one run, and done with it. */
function registerOneRun(api: Api, deps: RunRoutesDeps): void {
  api.get(
    "/v1/accounts/:account/runs/:run/steps",
    {
      schema: {
        tags,
        summary: "List the attempts of a run's steps, oldest first",
        params: oneRun,
        querystring: attemptQuery,
        response: { 200: listOf(placedAttempt) },
      },
    },
    async ({ params, query }) => deps.runs.steps((await deps.findAccount(params.account)).id, params.run, query),
  );
  api.post(
    "/v1/accounts/:account/runs/:run/retry",
    {
      schema: {
        tags,
        summary: "Run again, from the start or the failed step",
        params: oneRun,
        body: runRetry.nullable(),
        response: { 200: runWithSteps },
      },
    },
    async ({ params, body }) =>
      deps.runs.retry((await deps.findAccount(params.account)).id, params.run, runRetry.parse(body ?? {})),
  );
  api.post(
    "/v1/accounts/:account/runs/:run/cancel",
    { schema: { tags, summary: "Cancel a run", params: oneRun, response: { 200: runWithSteps } } },
    async ({ params }) => deps.runs.cancel((await deps.findAccount(params.account)).id, params.run),
  );
}
