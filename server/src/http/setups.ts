import { idOf, listOf, listQuery, setup, setupCreate, setupPatch } from "@velodrome/contract";
import { z } from "zod";
import { changeSetup } from "../connection/audited-acts.ts";
import { createSetup, deleteSetup, getSetup, listSetups, type SetupDeps } from "../connection/setups.ts";
import type { Api } from "./api.ts";
import { callerOf } from "./authorize.ts";

const tags = ["Setups"];
const ofConnector = z.object({ connector: z.string().max(100) });
const oneSetup = ofConnector.extend({ setup: z.string().max(100) });
const list = "/v1/connectors/:connector/setups";
const one = `${list}/:setup`;

export function registerSetups(api: Api, deps: SetupDeps): void {
  api.get(
    list,
    {
      schema: {
        tags,
        summary: "List a connector's Setups",
        params: ofConnector,
        querystring: listQuery.extend({
          base: idOf("setup")
            .optional()
            .describe("The applications that connections brought under this Setup; they stand in no other list."),
        }),
        response: { 200: listOf(setup) },
      },
    },
    ({ params, query }) => listSetups(deps, params.connector, query),
  );
  api.post(
    list,
    { schema: { tags, summary: "Create a Setup", params: ofConnector, body: setupCreate, response: { 201: setup } } },
    async ({ params, body }, reply) => reply.code(201).send(await createSetup(deps, params.connector, body)),
  );
  api.get(
    one,
    { schema: { tags, summary: "Read a Setup", params: oneSetup, response: { 200: setup } } },
    ({ params }) => getSetup(deps, params.connector, params.setup),
  );
  api.patch(
    one,
    { schema: { tags, summary: "Change a Setup", params: oneSetup, body: setupPatch, response: { 200: setup } } },
    (request) => {
      const { connector, setup: id } = request.params;
      return changeSetup(deps, callerOf(request), { connector, id }, request.body);
    },
  );
  api.delete(
    one,
    { schema: { tags, summary: "Delete a Setup that nothing uses", params: oneSetup, response: { 204: z.null() } } },
    async ({ params }, reply) => {
      await deleteSetup(deps, params.connector, params.setup);
      return reply.code(204).send(null);
    },
  );
}
