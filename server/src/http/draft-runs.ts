import { runStart, runWithSteps } from "@velodrome/contract";
import { findAccount } from "../account/accounts.ts";
import { actorOf } from "../account/audit.ts";
import type { CycleDeps } from "../cycle/cycles.ts";
import { runOnce } from "../run/run-once.ts";
import type { RunReader } from "../run/runs.ts";
import { payloadBytesAtMost } from "../step/payload-limit.ts";
import type { Api } from "./api.ts";
import { callerOf } from "./authorize.ts";
import { oneCycle } from "./cycle-address.ts";

/** An input may have 5 MiB; the rest is for what stands around it. */
const bodyLimit = payloadBytesAtMost + 64 * 1024;

/** Runs of what is drawn now, whether the cycle runs or not. */
export function registerDraftRuns(api: Api, deps: CycleDeps & { reader: Pick<RunReader, "read"> }): void {
  api.post(
    "/v1/accounts/:account/cycles/:cycle/draft/run",
    {
      bodyLimit,
      schema: {
        tags: ["Runs"],
        summary: "Publish the draft if it differs, and start one run of it with an input of your own",
        params: oneCycle,
        body: runStart,
        response: { 202: runWithSteps },
      },
    },
    async (request, reply) => {
      const { params, body } = request;
      const { id: accountId } = await findAccount(deps.database, params.account);
      const run = await runOnce(
        deps,
        { accountId, cycle: params.cycle },
        { ...body, actor: actorOf(callerOf(request)) },
      );
      return reply.code(202).send(await deps.reader.read(accountId, run));
    },
  );
}
