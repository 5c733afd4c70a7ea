import { connectionBacklog, connectionBacklogAnswer, connectionBacklogAnswered } from "@velodrome/contract";
import { answerDeadRuns, type DeadRunsDeps, readDeadRuns } from "../run/dead-runs.ts";
import type { Api } from "./api.ts";
import { callerOf } from "./authorize.ts";
import { connectionAddress, connectionParams as params, connectionPlace } from "./connection-address.ts";

const tags = ["Connections"];
const one = `${connectionAddress}/backlog`;

/** What was not answered while a connection had no token, and what becomes of it. */
export function registerConnectionBacklog(api: Api, deps: DeadRunsDeps): void {
  api.get(
    one,
    {
      schema: {
        tags,
        summary: "Runs that failed while the connection had no token",
        params,
        response: { 200: connectionBacklog },
      },
    },
    async (request) => readDeadRuns(deps, await connectionPlace(deps, request.params)),
  );
  api.post(
    one,
    {
      schema: {
        tags,
        summary: "Decide what becomes of them: none (they stay failed), those of the last 24 hours, or all go on",
        params,
        body: connectionBacklogAnswer,
        response: { 200: connectionBacklogAnswered },
      },
    },
    async (request) => {
      const place = await connectionPlace(deps, request.params);
      return answerDeadRuns(deps, place, callerOf(request), request.body.answer);
    },
  );
}
