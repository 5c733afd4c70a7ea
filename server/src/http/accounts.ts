import { account, accountCreate, accountPatch, accountQuery, listOf } from "@velodrome/contract";
import { z } from "zod";
import {
  type AccountDeps,
  changeAccount,
  createAccount,
  deleteAccount,
  findAccount,
  listAccounts,
  toAccountAnswer,
} from "../account/accounts.ts";
import type { Api } from "./api.ts";
import { callerOf } from "./authorize.ts";

const tags = ["Accounts"];
const params = z.object({ account: z.string().min(1).max(200) });

export function registerAccounts(api: Api, deps: AccountDeps): void {
  api.get(
    "/v1/accounts",
    { schema: { tags, summary: "List accounts", querystring: accountQuery, response: { 200: listOf(account) } } },
    (request) => listAccounts(deps, request.query),
  );
  api.post(
    "/v1/accounts",
    { schema: { tags, summary: "Create an account", body: accountCreate, response: { 201: account } } },
    async (request, reply) => reply.code(201).send(await createAccount(deps, request.body)),
  );
  api.get(
    "/v1/accounts/:account",
    { schema: { tags, summary: "Read an account", params, response: { 200: account } } },
    async (request) => toAccountAnswer(await findAccount(deps.database, request.params.account)),
  );
  api.patch(
    "/v1/accounts/:account",
    { schema: { tags, summary: "Change an account", params, body: accountPatch, response: { 200: account } } },
    (request) => changeAccount(deps, request.params.account, request.body),
  );
  api.delete(
    "/v1/accounts/:account",
    {
      schema: { tags, summary: "Delete an account: hidden at once, erased later", params, response: { 204: z.null() } },
    },
    async (request, reply) => {
      await deleteAccount(deps, callerOf(request), request.params.account);
      return reply.code(204).send(null);
    },
  );
}
