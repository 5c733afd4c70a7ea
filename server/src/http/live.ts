import type { LiveName } from "@velodrome/contract";
import { z } from "zod";
import type { Api } from "./api.ts";
import { streamEvents } from "./event-stream.ts";
import type { LiveFeed, LiveItem } from "./live-feed.ts";

export interface LiveRoutesDeps {
  feed: LiveFeed;
  findAccount(ref: string): Promise<{ id: string }>;
}

const filter = z.object({
  account: z.string().min(1).max(200).optional(),
  page: z.string().max(100).optional(),
  person: z.string().max(100).optional(),
});

/** A connection stands for a Page and for nobody who writes to it. */
function isWanted(
  item: LiveItem,
  { page, person }: { page?: string | undefined; person?: string | undefined },
): boolean {
  const pageOf = typeof item.page === "string" ? item.page : (item.page?.id ?? null);
  const personOf = "person" in item ? item.person : null;
  return (page === undefined || pageOf === page) && (person === undefined || personOf === person);
}

/** Server-sent events `run`, `event` and `connection` of one account. They end when the server closes; browsers come back by themselves. */
export function registerLive(api: Api, deps: LiveRoutesDeps): void {
  const open = new Set<() => void>();
  api.addHook("preClose", async () => {
    for (const end of open) end();
  });
  api.get(
    "/v1/live",
    {
      schema: {
        tags: ["Live"],
        summary: "Server-sent events across accounts: runs, events and connections as they change",
        querystring: filter,
        produces: ["text/event-stream"],
      },
    },
    async ({ query: { account, ...wanted } }, reply) => {
      const accountId = account === undefined ? null : (await deps.findAccount(account)).id;
      streamEvents(reply, open, (send) => {
        const pass = (name: LiveName, item: LiveItem) => {
          if (isWanted(item, wanted)) send(name, item.id, item);
        };
        return accountId === null ? deps.feed.openAll(pass) : deps.feed.open(accountId, pass);
      });
      return reply;
    },
  );
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
