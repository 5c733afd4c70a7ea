import { partnerTraceQuery, trace, traceQuery } from "@velodrome/contract";
import { z } from "zod";
import { type TraceDeps, traceMessage } from "../ingest/trace.ts";
import type { Api } from "./api.ts";

const tags = ["Events"];

interface TraceRoutesDeps extends TraceDeps {
  findAccount(ref: string): Promise<{ id: string }>;
}

/** Where a message came to, from Facebook to the person who wrote and back. */
export function registerTrace(api: Api, deps: TraceRoutesDeps): void {
  api.get(
    "/v1/trace",
    {
      schema: {
        tags,
        summary: "Trace a message in whatever account it is",
        querystring: partnerTraceQuery,
        response: { 200: trace },
      },
    },
    async ({ query: { account, ...query } }) =>
      traceMessage(deps, account === undefined ? null : (await deps.findAccount(account)).id, query),
  );
  api.get(
    "/v1/accounts/:account/trace",
    {
      schema: {
        tags,
        summary: "Trace a message of an account",
        params: z.object({ account: z.string() }),
        querystring: traceQuery,
        response: { 200: trace },
      },
    },
    async ({ params, query }) => traceMessage(deps, (await deps.findAccount(params.account)).id, query),
  );
}
