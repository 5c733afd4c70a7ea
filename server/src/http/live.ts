import { z } from "zod";
import type { Api } from "./api.ts";
import { streamEvents } from "./event-stream.ts";
import type { LiveFeed } from "./live-feed.ts";

export interface LiveRoutesDeps {
  feed: LiveFeed;
  findAccount(ref: string): Promise<{ id: string }>;
}

/** Server-sent events `run`, `event` and `connection` of one account. They end when the server closes; browsers come back by themselves. */
export function registerLive(api: Api, deps: LiveRoutesDeps): void {
  const open = new Set<() => void>();
  api.addHook("preClose", async () => {
    for (const end of open) end();
  });
  api.get(
    "/v1/accounts/:account/live",
    {
      schema: {
        tags: ["Live"],
        summary: "Server-sent events: runs, events and connections as they change",
        params: z.object({ account: z.string() }),
        produces: ["text/event-stream"],
      },
    },
    async ({ params }, reply) => {
      const { id: accountId } = await deps.findAccount(params.account);
      streamEvents(reply, open, (send) => deps.feed.open(accountId, (name, item) => send(name, item.id, item)));
      return reply;
    },
  );
}
