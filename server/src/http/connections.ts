import { connection, connectionCreate, connectionPatch, credentialsPut, listOf, listQuery } from "@velodrome/contract";
import { z } from "zod";
import { findAccount } from "../account/accounts.ts";
import { actorOf } from "../account/audit.ts";
import { deauthenticate } from "../connection/audited-acts.ts";
import type { CredentialsDeps } from "../connection/call-access.ts";
import { createConnection } from "../connection/create-connection.ts";
import { getConnection, listConnections, patchConnection } from "../connection/connections.ts";
import { putCredentials } from "../connection/credentials.ts";
import { deleteConnection } from "../connection/disconnect.ts";
import { enterCredentials } from "../connection/entered-credentials.ts";
import type { Api } from "./api.ts";
import { callerOf } from "./authorize.ts";
import {
  connectionAddress as one,
  connectionListAddress as list,
  connectionParams as oneConnection,
  connectionListParams as inAccount,
} from "./connection-address.ts";

const tags = ["Connections"];

const accountOf = async (deps: CredentialsDeps, reference: string) => (await findAccount(deps.database, reference)).id;

export function registerConnections(api: Api, deps: CredentialsDeps): void {
  registerList(api, deps);
  registerOne(api, deps);
  registerCredentials(api, deps);
}

function registerList(api: Api, deps: CredentialsDeps): void {
  api.get(
    list,
    {
      schema: {
        tags,
        summary: "List an account's connections",
        params: inAccount,
        querystring: listQuery,
        response: { 200: listOf(connection) },
      },
    },
    async ({ params, query }) => listConnections(deps, await accountOf(deps, params.account), query),
  );
  api.post(
    list,
    {
      schema: {
        tags,
        summary: "Create a connection",
        params: inAccount,
        body: connectionCreate,
        response: { 201: connection },
      },
    },
    async (request, reply) => {
      const accountId = await accountOf(deps, request.params.account);
      const place = { accountId, actor: actorOf(callerOf(request)) };
      return reply.code(201).send(await createConnection(deps, place, request.body));
    },
  );
}

function registerOne(api: Api, deps: CredentialsDeps): void {
  api.get(
    one,
    { schema: { tags, summary: "Read a connection", params: oneConnection, response: { 200: connection } } },
    async ({ params }) => getConnection(deps, await accountOf(deps, params.account), params.connection),
  );
  api.patch(
    one,
    {
      schema: {
        tags,
        summary: "Change a connection, or switch it off and on",
        params: oneConnection,
        body: connectionPatch,
        response: { 200: connection },
      },
    },
    async ({ params, body }) => patchConnection(deps, await accountOf(deps, params.account), params.connection, body),
  );
  api.delete(
    one,
    {
      schema: {
        tags,
        summary: "Delete a connection and stop the cycles that use it",
        params: oneConnection,
        response: { 204: z.null() },
      },
    },
    async ({ params }, reply) => {
      await deleteConnection(deps, await accountOf(deps, params.account), params.connection);
      return reply.code(204).send(null);
    },
  );
}

/** Connecting without a person: by whoever holds the Page's token already. */
function registerCredentials(api: Api, deps: CredentialsDeps): void {
  api.put(
    `${one}/credentials`,
    {
      schema: {
        tags,
        summary: "Connect a Page by its token, or enter what another kind of authentication asks for",
        params: oneConnection,
        body: credentialsPut,
        response: { 200: connection },
      },
    },
    async ({ params, body }) => {
      // Every caller of the API is of partner level: accounts have no keys of their own.
      const place = { accountId: await accountOf(deps, params.account), id: params.connection, partnerLevel: true };
      return "pageId" in body ? putCredentials(deps, place, body) : enterCredentials(deps, place, body);
    },
  );
  api.delete(
    `${one}/credentials`,
    {
      schema: {
        tags,
        summary: "Forget a connection's Page and token and stop the cycles that use it",
        params: oneConnection,
        response: { 200: connection },
      },
    },
    async (request) => {
      const { account, connection: id } = request.params;
      return deauthenticate(deps, callerOf(request), { accountId: await accountOf(deps, account), id });
    },
  );
}
