import { accountVariable, accountVariablePut, listOf, listQuery, variableName } from "@velodrome/contract";
import { z } from "zod";
import { findAccount } from "../account/accounts.ts";
import { deleteVariable, listVariables, putVariable, readVariable, type VariableDeps } from "../account/variables.ts";
import type { Api } from "./api.ts";

const tags = ["Accounts"];
const inAccount = z.object({ account: z.string().min(1).max(200) });
const one = inAccount.extend({ name: variableName });
const list = "/v1/accounts/:account/variables";

/** Values that all cycles of an account can look at. */
export function registerVariables(api: Api, deps: VariableDeps): void {
  const idOf = async (account: string) => (await findAccount(deps.database, account)).id;
  api.get(
    list,
    {
      schema: {
        tags,
        summary: "List an account's variables by name",
        params: inAccount,
        querystring: listQuery,
        response: { 200: listOf(accountVariable) },
      },
    },
    async ({ params, query }) => listVariables(deps, await idOf(params.account), query),
  );
  api.get(
    `${list}/:name`,
    { schema: { tags, summary: "Read a variable", params: one, response: { 200: accountVariable } } },
    async ({ params }) => readVariable(deps, await idOf(params.account), params.name),
  );
  api.put(
    `${list}/:name`,
    {
      schema: {
        tags,
        summary: "Set a variable, and make it where it is not there",
        params: one,
        body: accountVariablePut,
        response: { 200: accountVariable },
      },
    },
    async ({ params, body }) => putVariable(deps, { accountId: await idOf(params.account), name: params.name }, body),
  );
  api.delete(
    `${list}/:name`,
    { schema: { tags, summary: "Delete a variable", params: one, response: { 204: z.null() } } },
    async ({ params }, reply) => {
      await deleteVariable(deps, await idOf(params.account), params.name);
      return reply.code(204).send(null);
    },
  );
}
