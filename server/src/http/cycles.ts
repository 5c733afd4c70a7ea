import { cycle, cycleCreate, cyclePatch, cycleQuery, cycleWithDocument, listOf } from "@velodrome/contract";
import { z } from "zod";
import { findAccount } from "../account/accounts.ts";
import {
  createCycle,
  type CycleDeps,
  type CyclePlace,
  deleteCycle,
  getCycle,
  listCycles,
  patchCycle,
} from "../cycle/cycles.ts";
import type { Api } from "./api.ts";
import { inAccount, oneCycle } from "./cycle-address.ts";

const tags = ["Cycles"];
const list = "/v1/accounts/:account/cycles";
const one = `${list}/:cycle`;

export function registerCycles(api: Api, deps: CycleDeps): void {
  registerList(api, deps);
  registerOne(api, deps);
}

function registerList(api: Api, deps: CycleDeps): void {
  api.get(
    list,
    {
      schema: {
        tags,
        summary: "List an account's cycles",
        params: inAccount,
        querystring: cycleQuery,
        response: { 200: listOf(cycle) },
      },
    },
    async ({ params, query }) => listCycles(deps, (await findAccount(deps.database, params.account)).id, query),
  );
  api.post(
    list,
    {
      schema: {
        tags,
        summary: "Create a cycle",
        params: inAccount,
        body: cycleCreate,
        response: { 201: cycleWithDocument },
      },
    },
    async ({ params, body }, reply) =>
      reply.code(201).send(await createCycle(deps, (await findAccount(deps.database, params.account)).id, body)),
  );
}

function registerOne(api: Api, deps: CycleDeps): void {
  const placeOf = async (params: z.infer<typeof oneCycle>): Promise<CyclePlace> => ({
    accountId: (await findAccount(deps.database, params.account)).id,
    cycle: params.cycle,
  });
  api.get(
    one,
    { schema: { tags, summary: "Read a cycle's draft", params: oneCycle, response: { 200: cycleWithDocument } } },
    async ({ params }) => getCycle(deps, await placeOf(params)),
  );
  api.patch(
    one,
    {
      schema: {
        tags,
        summary: "Change a cycle's draft",
        params: oneCycle,
        body: cyclePatch,
        response: { 200: cycleWithDocument },
      },
    },
    async ({ params, body }) => patchCycle(deps, await placeOf(params), body),
  );
  api.delete(
    one,
    {
      schema: {
        tags,
        summary: "Delete a cycle and cancel its unfinished runs",
        params: oneCycle,
        response: { 204: z.null() },
      },
    },
    async ({ params }, reply) => {
      await deleteCycle(deps, await placeOf(params));
      return reply.code(204).send(null);
    },
  );
}
