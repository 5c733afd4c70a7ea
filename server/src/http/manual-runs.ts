import { runStart, runWithSteps } from "@velodrome/contract";
import { payloadBytesAtMost } from "../step/payload-limit.ts";
import type { Api } from "./api.ts";
import { oneCycle } from "./cycle-address.ts";
import type { RunRoutesDeps } from "./runs.ts";

/** An input may have 5 MiB; the rest is for what stands around it. */
const bodyLimit = payloadBytesAtMost + 64 * 1024;

/** Runs that no event starts. */
export function registerManualRuns(api: Api, deps: RunRoutesDeps): void {
  api.post(
    "/v1/accounts/:account/cycles/:cycle/run",
    {
      bodyLimit,
      schema: {
        tags: ["Runs"],
        summary: "Start one run of the running version with an input of your own",
        params: oneCycle,
        body: runStart.nullable(),
        response: { 202: runWithSteps },
      },
    },
    async ({ params, body }, reply) => {
      const { id } = await deps.findAccount(params.account);
      return reply.code(202).send(await deps.runs.start(id, params.cycle, runStart.parse(body ?? {})));
    },
  );
}
