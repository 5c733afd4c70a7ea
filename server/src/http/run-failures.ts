import { partnerRunFailureQuery, runFailureQuery, runFailures } from "@velodrome/contract";
import { z } from "zod";
import type { FailureReader } from "../run/failures.ts";
import type { Api } from "./api.ts";

export interface RunFailureRoutesDeps {
  failures: FailureReader;
  findAccount(ref: string): Promise<{ id: string }>;
}

const tags = ["Runs"];
const response = { 200: runFailures };

/** What fails most. */
export function registerRunFailures(api: Api, { failures, findAccount }: RunFailureRoutesDeps): void {
  api.get(
    "/v1/runs/failures",
    {
      schema: { tags, summary: "What fails most in all accounts", querystring: partnerRunFailureQuery, response },
    },
    async ({ query: { account, ...query } }) =>
      failures.read(account === undefined ? null : (await findAccount(account)).id, query),
  );
  api.get(
    "/v1/accounts/:account/runs/failures",
    {
      schema: {
        tags,
        summary: "What fails most in an account",
        params: z.object({ account: z.string() }),
        querystring: runFailureQuery,
        response,
      },
    },
    async ({ params, query }) => failures.read((await findAccount(params.account)).id, query),
  );
}
