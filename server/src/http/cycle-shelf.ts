import { cycleFile, cycleLabels, cycleWithDocument, importedCycle, labelsInUse } from "@velodrome/contract";
import { create as attachment } from "content-disposition";
import type { z } from "zod";
import { findAccount } from "../account/accounts.ts";
import { exportCycle, importCycle } from "../cycle/cycle-file.ts";
import { labelCycle, readLabels, restoreCycle } from "../cycle/cycle-shelf.ts";
import type { CyclePlace } from "../cycle/cycles.ts";
import type { Database } from "../db/database.ts";
import type { Api } from "./api.ts";
import { inAccount, oneCycle } from "./cycle-address.ts";

const tags = ["Cycles"];
const list = "/v1/accounts/:account/cycles";
const one = `${list}/:cycle`;

/** Where cycles are kept: folders and tags, the recycle bin, files. */
export function registerCycleShelf(api: Api, deps: { database: Database }): void {
  const accountOf = async (account: string) => (await findAccount(deps.database, account)).id;
  const placeOf = async ({ account, cycle }: z.infer<typeof oneCycle>): Promise<CyclePlace> => ({
    accountId: await accountOf(account),
    cycle,
  });
  api.get(
    `${list}/labels`,
    { schema: { tags, summary: "List folders and tags in use", params: inAccount, response: { 200: labelsInUse } } },
    async ({ params }) => readLabels(deps, await accountOf(params.account)),
  );
  api.post(
    `${list}/import`,
    {
      schema: {
        tags,
        summary: "Create a cycle from a file",
        params: inAccount,
        body: cycleFile,
        response: { 201: importedCycle },
      },
    },
    async ({ params, body }, reply) =>
      reply.code(201).send(await importCycle(deps, await accountOf(params.account), body)),
  );
  api.get(
    `${one}/export`,
    { schema: { tags, summary: "Export a cycle's draft as a file", params: oneCycle, response: { 200: cycleFile } } },
    async ({ params }, reply) => {
      const file = await exportCycle(deps, await placeOf(params));
      return reply.header("content-disposition", attachment(`${file.name.toWellFormed()}.json`)).send(file);
    },
  );
  api.put(
    `${one}/labels`,
    {
      schema: {
        tags,
        summary: "Set a cycle's folder and tags",
        params: oneCycle,
        body: cycleLabels,
        response: { 200: cycleWithDocument },
      },
    },
    async ({ params, body }) => labelCycle(deps, await placeOf(params), body),
  );
  api.post(
    `${one}/restore`,
    {
      schema: {
        tags,
        summary: "Take a cycle out of the recycle bin",
        params: oneCycle,
        response: { 200: cycleWithDocument },
      },
    },
    async ({ params }) => restoreCycle(deps, await placeOf(params)),
  );
}
