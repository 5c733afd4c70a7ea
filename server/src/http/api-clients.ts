import { apiClient, apiClientCreate, apiClientCreated, listOf, listQuery } from "@velodrome/contract";
import { z } from "zod";
import { type ApiClientDeps, createApiClient, deleteApiClient, listApiClients } from "../account/api-clients.ts";
import { AppError } from "../base/app-error.ts";
import type { Api } from "./api.ts";
import { callerOf } from "./authorize.ts";

const tags = ["API clients"];

/** A program must not make itself further ways in: only people and the key of the environment make and delete clients. */
export function registerApiClients(api: Api, deps: ApiClientDeps): void {
  const onRequest = async (request: Parameters<typeof callerOf>[0]) => {
    if (callerOf(request).kind === "client") {
      throw new AppError("forbidden", { message: "An API client cannot manage API clients: sign in to the console." });
    }
  };
  api.get(
    "/v1/api-clients",
    { schema: { tags, summary: "List API clients", querystring: listQuery, response: { 200: listOf(apiClient) } } },
    (request) => listApiClients(deps, request.query),
  );
  api.post(
    "/v1/api-clients",
    {
      onRequest,
      schema: { tags, summary: "Create an API client", body: apiClientCreate, response: { 201: apiClientCreated } },
    },
    async (request, reply) => reply.code(201).send(await createApiClient(deps, request.body)),
  );
  api.delete(
    "/v1/api-clients/:id",
    {
      onRequest,
      schema: {
        tags,
        summary: "Delete an API client and its tokens",
        params: z.object({ id: z.string().max(200) }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await deleteApiClient(deps, request.params.id);
      return reply.code(204).send(null);
    },
  );
}
