import { erasure, erasureCreate, listOf, listQuery } from "@velodrome/contract";
import { z } from "zod";
import { findAccount } from "../account/accounts.ts";
import { createErasure, type ErasureDeps, getErasure, listErasures } from "../account/erasures.ts";
import type { Api } from "./api.ts";
import { callerOf } from "./authorize.ts";

const inAccount = z.object({ account: z.string().max(200) });
const tags = ["Privacy"];

export function registerErasures(api: Api, deps: ErasureDeps): void {
  const idOf = async ({ account }: z.infer<typeof inAccount>) => (await findAccount(deps.database, account)).id;
  api.get(
    "/v1/erasures",
    {
      schema: {
        tags,
        summary: "List the erasures of all accounts",
        querystring: listQuery,
        response: { 200: listOf(erasure) },
      },
    },
    (request) => listErasures(deps, null, request.query),
  );
  api.get(
    "/v1/accounts/:account/erasures",
    {
      schema: {
        tags,
        summary: "List an account's erasures",
        params: inAccount,
        querystring: listQuery,
        response: { 200: listOf(erasure) },
      },
    },
    async ({ params, query }) => listErasures(deps, await idOf(params), query),
  );
  api.post(
    "/v1/accounts/:account/erasures",
    {
      schema: {
        tags,
        summary: "Erase somebody who wrote to a Page, from events, runs and files",
        params: inAccount,
        body: erasureCreate,
        response: { 202: erasure },
      },
    },
    async (request, reply) =>
      reply.code(202).send(await createErasure(deps, await idOf(request.params), callerOf(request), request.body)),
  );
  api.get(
    "/v1/accounts/:account/erasures/:erasure",
    {
      schema: {
        tags,
        summary: "Read how far an erasure is",
        params: inAccount.extend({ erasure: z.string().max(200) }),
        response: { 200: erasure },
      },
    },
    async ({ params }) => getErasure(deps, await idOf(params), params.erasure),
  );
}
