import { idOf, type LiveName, type LiveTopic, liveTopics, moment } from "@velodrome/contract";
import { z } from "zod";
import { fromWire } from "../base/id.ts";
import type { Api } from "./api.ts";
import type { Audience } from "./audience.ts";
import { systemClock } from "../base/clock.ts";
import type { Signal } from "../db/signal.ts";
import { streamEvents } from "./event-stream.ts";
import type { LiveFeed, LiveItem } from "./live-feed.ts";
import { type RecentTopics, rememberTopics } from "./recent-topics.ts";
import type { OpenWays } from "./way-feed.ts";
import { openTopics } from "./topic-feed.ts";

export interface LiveRoutesDeps {
  audience: Pick<Audience, "watch">;
  feed: LiveFeed;
  signal: Pick<Signal, "listen">;
  findAccount(ref: string): Promise<{ id: string }>;
  openWays: OpenWays;
}

const filter = z.object({
  account: z.string().min(1).max(200).optional(),
  page: z.string().max(100).optional(),
  person: z.string().max(100).optional(),
  also: z
    .string()
    .max(100)
    .transform((names) => names.split(","))
    .pipe(z.array(z.enum(liveTopics)))
    .optional()
    .describe("setup, notices and erasures, separated by commas: changes of these are told as well."),
  missed: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .describe("What `also` names and changed within the last so many ms is told at once."),
  ways: idOf("cycle")
    .optional()
    .describe("A cycle of that account: how often each of its ways is taken is told as well."),
  since: moment.optional().describe("From when ways are counted: at most 24 hours ago; now unless told."),
  only: z.enum(["also"]).optional().describe("Nothing but what `also` names."),
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

const tell =
  (send: (name: string, id: string, data: unknown) => void) =>
  (topic: LiveTopic, data: { id: string | null }): void =>
    send(topic, data.id ?? topic, data);

/** Only of one account: a cycle of another one has no runs there. */
function openWaysOf(
  { openWays }: Pick<LiveRoutesDeps, "openWays">,
  { accountId, ways, since }: { accountId: string | null; ways: string | undefined; since: string | undefined },
  send: (name: string, id: string, data: unknown) => void,
): (() => void)[] {
  const cycleId = ways === undefined ? null : fromWire("cycle", ways);
  if (accountId === null || cycleId === null) return [];
  const from = since === undefined ? new Date() : new Date(since);
  return [openWays({ accountId, cycleId, since: from }, (counted) => send("ways", counted.cycle, counted))];
}

/** Server-sent events `run`, `event` and `connection` of one account. They end when the server closes, or the caller's session; browsers come back by themselves. */
export function registerLive(api: Api, deps: LiveRoutesDeps): void {
  const open = new Set<() => void>();
  // From the first listener on: before that nobody read anything that could be old.
  let recent: RecentTopics | undefined;
  const within = (ms: number) => {
    recent ??= rememberTopics(deps.signal, systemClock);
    return recent.within(ms);
  };
  api.addHook("preClose", async () => {
    recent?.close();
    for (const end of open) end();
  });
  api.get(
    "/v1/live",
    {
      schema: {
        tags: ["Live"],
        summary: "Server-sent events across accounts: runs, events and connections as they change",
        description:
          'With `also=setup` an event `setup` says that a Setup or its health changed, its data which (`{"id":"set_…"}`, or null: any of them); with `also=notices` an event `notices` says that something was raised, mended or put away, and with `also=erasures` an event `erasures` that the erasure of a person was asked for, has begun or is done. Read again what you show; with `missed`, what you read that many ms ago and since may still be old. With `ways` an event `ways` says how often runs of the version that runs took the ways of that cycle, inside of a For each how often items did, and since when it is counted. With `only=also` nothing else is sent.',
        querystring: filter,
        produces: ["text/event-stream"],
      },
    },
    async (request, reply) => {
      const { account, also = [], only, missed, ways, since, ...wanted } = request.query;
      const accountId = account === undefined ? null : (await deps.findAccount(account)).id;
      streamEvents(reply, open, (send, end) => {
        const pass = (name: LiveName, item: LiveItem) => {
          if (isWanted(item, wanted)) send(name, item.id, item);
        };
        const stops = [
          deps.audience.watch(request, end),
          openTopics(deps.signal, new Set(also), tell(send), missed === undefined ? null : within(missed)),
          ...openWaysOf(deps, { accountId, ways, since }, send),
          ...(only === "also" ? [] : [accountId === null ? deps.feed.openAll(pass) : deps.feed.open(accountId, pass)]),
        ];
        return () => {
          for (const stop of stops) stop();
        };
      });
      return reply;
    },
  );
  registerAccountLive(api, deps, open);
}

function registerAccountLive(api: Api, deps: LiveRoutesDeps, open: Set<() => void>): void {
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
    async (request, reply) => {
      const { id: accountId } = await deps.findAccount(request.params.account);
      streamEvents(reply, open, (send, end) => {
        const leave = deps.audience.watch(request, end);
        const stop = deps.feed.open(accountId, (name, item) => send(name, item.id, item));
        return () => {
          leave();
          stop();
        };
      });
      return reply;
    },
  );
}
