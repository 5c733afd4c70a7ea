import { choice, listOf, lookupQuery } from "@velodrome/contract";
import { z } from "zod";
import { lookUp } from "../connection/lookups.ts";
import type { SignInDeps } from "../connection/sign-in.ts";
import type { Api } from "./api.ts";
import { connectionAddress, connectionParams, connectionPlace } from "./connection-address.ts";

/** Choices for fields, asked of the application in a connection's name. */
export function registerLookups(api: Api, deps: SignInDeps): void {
  api.get(
    `${connectionAddress}/lookups/:lookup`,
    {
      schema: {
        tags: ["Connections"],
        summary: 'List choices for a field; "pages" lists what a person granted by signing in',
        params: connectionParams.extend({ lookup: z.string().max(100) }),
        querystring: lookupQuery,
        response: { 200: listOf(choice) },
      },
    },
    async ({ params, query }) => lookUp(deps, await connectionPlace(deps, params), params.lookup, query),
  );
}
