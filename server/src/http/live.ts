import type { FastifyReply } from "fastify";
import { z } from "zod";
import type { Api } from "./api.ts";
import type { LiveFeed } from "./live-feed.ts";

export interface LiveRoutesDeps {
  feed: LiveFeed;
  findAccount(ref: string): Promise<{ id: string }>;
}

/** Keeps proxies from closing a quiet stream. */
const heartbeatMs = 15_000;
/** What may wait for one listener. */
const backlogBytes = 1024 * 1024;

function stream(reply: FastifyReply, deps: LiveRoutesDeps, accountId: string, open: Set<() => void>): void {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
  });
  raw.write("retry: 1000\n\n: open\n\n");
  const stop = deps.feed.open(accountId, (name, item) => {
    // Whoever reads too slowly comes back and reads the lists again, which costs less than keeping everything for them.
    if (raw.writableLength > backlogBytes) raw.destroy();
    else raw.write(`event: ${name}\nid: ${item.id}\ndata: ${JSON.stringify(item)}\n\n`);
  });
  const beat = setInterval(() => raw.write(": alive\n\n"), heartbeatMs);
  const end = () => {
    clearInterval(beat);
    stop();
    open.delete(end);
    raw.end();
  };
  open.add(end);
  raw.on("close", end);
}

/** Server-sent events `run` and `event` of one account. They end when the server closes; browsers come back by themselves. */
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
        summary: "Server-sent events: runs and events as they happen",
        params: z.object({ account: z.string() }),
        produces: ["text/event-stream"],
      },
    },
    async ({ params }, reply) => {
      stream(reply, deps, (await deps.findAccount(params.account)).id, open);
      return reply;
    },
  );
}
