import { eventsPreview, eventsReplay, operation } from "@velodrome/contract";
import { z } from "zod";
import type { EventReplays } from "../ingest/replay-many.ts";
import type { Api } from "./api.ts";
import { callerOf } from "./authorize.ts";

export interface EventReplayRoutesDeps {
  replays: EventReplays;
  findAccount(ref: string): Promise<{ id: string }>;
}

/** Many events at once. How far it is stands where it does for many runs. */
export function registerEventReplays(api: Api, { replays, findAccount }: EventReplayRoutesDeps): void {
  api.post(
    "/v1/accounts/:account/events/replay",
    {
      schema: {
        tags: ["Events"],
        summary: "Run many events again in the background, or count them with preview",
        params: z.object({ account: z.string() }),
        body: eventsReplay,
        response: { 200: eventsPreview, 202: operation },
      },
    },
    async (request, reply) => {
      const { id } = await findAccount(request.params.account);
      const answer = await replays.replay(id, callerOf(request), request.body);
      return "id" in answer ? reply.code(202).send(answer) : answer;
    },
  );
}
