import { idOf, listOf, listQuery, operation, runsCancel, runsPreview, runsRetry } from "@velodrome/contract";
import { z } from "zod";
import type { Operations } from "../run/operations.ts";
import type { Api } from "./api.ts";
import { callerOf } from "./authorize.ts";

export interface OperationRoutesDeps {
  operations: Operations;
  findAccount(ref: string): Promise<{ id: string }>;
}

const inAccount = z.object({ account: z.string() });
const oneOperation = inAccount.extend({ operation: idOf("operation") });
const tags = ["Runs"];
const response = { 200: runsPreview, 202: operation };

/** Many runs at once. */
export function registerOperations(api: Api, deps: OperationRoutesDeps): void {
  const { operations } = deps;
  const account = async ({ account: ref }: z.infer<typeof inAccount>) => (await deps.findAccount(ref)).id;
  api.post(
    "/v1/accounts/:account/runs/retry",
    {
      schema: {
        tags,
        summary: "Retry many runs in the background, or count them with preview",
        params: inAccount,
        body: runsRetry,
        response,
      },
    },
    async (request, reply) => {
      const answer = await operations.retry(await account(request.params), callerOf(request), request.body);
      return "id" in answer ? reply.code(202).send(answer) : answer;
    },
  );
  api.post(
    "/v1/accounts/:account/runs/cancel",
    {
      schema: {
        tags,
        summary: "Cancel many runs in the background, or count them with preview",
        params: inAccount,
        body: runsCancel,
        response,
      },
    },
    async (request, reply) => {
      const answer = await operations.cancel(await account(request.params), callerOf(request), request.body);
      return "id" in answer ? reply.code(202).send(answer) : answer;
    },
  );
  registerOperationList(api, deps);
}

/** How far they are. */
function registerOperationList(api: Api, { operations, findAccount }: OperationRoutesDeps): void {
  const account = async ({ account: ref }: z.infer<typeof inAccount>) => (await findAccount(ref)).id;
  api.get(
    "/v1/accounts/:account/operations",
    {
      schema: {
        tags,
        summary: "List requests for many runs",
        params: inAccount,
        querystring: listQuery,
        response: { 200: listOf(operation) },
      },
    },
    async ({ params, query }) => operations.list(await account(params), query),
  );
  api.get(
    "/v1/accounts/:account/operations/:operation",
    {
      schema: { tags, summary: "Read how far a request is", params: oneOperation, response: { 200: operation } },
    },
    async ({ params }) => operations.read(await account(params), params.operation),
  );
  api.post(
    "/v1/accounts/:account/operations/:operation/stop",
    {
      schema: {
        tags,
        summary: "Do no more of a request; what is done stays done",
        params: oneOperation,
        response: { 200: operation },
      },
    },
    async ({ params }) => operations.stop(await account(params), params.operation),
  );
}
