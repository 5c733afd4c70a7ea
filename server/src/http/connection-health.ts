import { connectionHealth, knownHealth, listOf, listQuery } from "@velodrome/contract";
import { z } from "zod";
import { findAccount } from "../account/accounts.ts";
import {
  listKnownHealth,
  readConnectionHealth,
  resubscribeConnection,
} from "../connection/doctor/connection-health.ts";
import type { SetupActDeps } from "../connection/setup-application.ts";
import type { Api } from "./api.ts";

const tags = ["Connections"];
const params = z.object({ account: z.string().max(200), connection: z.string().max(100) });
const one = "/v1/accounts/:account/connections/:connection";

/** How a connection is, and the one thing that can be done about it without a person at the application. */
export function registerConnectionHealth(api: Api, deps: SetupActDeps): void {
  const placeOf = async ({ account, connection }: z.infer<typeof params>) => ({
    accountId: (await findAccount(deps.database, account)).id,
    id: connection,
  });
  api.get(
    "/v1/accounts/:account/connections/health",
    {
      schema: {
        tags,
        summary: "List what is known to be wrong with an account's connections",
        description: "In the order of the connections' list. The application is not asked.",
        params: params.pick({ account: true }),
        querystring: listQuery,
        response: { 200: listOf(knownHealth) },
      },
    },
    async ({ params: { account }, query }) =>
      listKnownHealth(deps, (await findAccount(deps.database, account)).id, query),
  );
  api.get(
    `${one}/health`,
    {
      schema: {
        tags,
        summary: "What is wrong with a connection and who can mend it",
        description: "The application is asked when it was not within the last minute; with `refresh=true` always.",
        params,
        querystring: z.object({ refresh: z.enum(["true", "false"]).optional() }),
        response: { 200: connectionHealth },
      },
    },
    async (request) =>
      readConnectionHealth(deps, await placeOf(request.params), { refresh: request.query.refresh === "true" }),
  );
  api.post(
    `${one}/resubscribe`,
    { schema: { tags, summary: "Subscribe a connection's Page anew", params, response: { 200: connectionHealth } } },
    async (request) => resubscribeConnection(deps, await placeOf(request.params)),
  );
}
