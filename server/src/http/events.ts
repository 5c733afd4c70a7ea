import {
  eventQuery,
  eventWithItem,
  event as eventSchema,
  idOf,
  listOf,
  partnerEventQuery,
  run as runSchema,
} from "@velodrome/contract";
import { z } from "zod";
import type { EventReader } from "../ingest/events.ts";
import type { RunReader } from "../run/runs.ts";
import type { Api } from "./api.ts";

export interface EventRoutesDeps {
  events: EventReader;
  runs: RunReader;
  findAccount(ref: string): Promise<{ id: string }>;
}

const inAccount = z.object({ account: z.string() });
const oneEvent = inAccount.extend({ event: idOf("event") });
const tags = ["Events"];

export function registerEvents(api: Api, deps: EventRoutesDeps): void {
  api.get(
    "/v1/accounts/:account/events",
    {
      schema: {
        tags,
        summary: "List an account's events",
        params: inAccount,
        querystring: eventQuery,
        response: { 200: listOf(eventSchema) },
      },
    },
    async ({ params, query }) => deps.events.list((await deps.findAccount(params.account)).id, query),
  );
  api.get(
    "/v1/accounts/:account/events/:event",
    {
      schema: {
        tags,
        summary: "Read an event and its runs",
        params: oneEvent,
        response: { 200: eventWithItem.extend({ runs: z.array(runSchema) }) },
      },
    },
    async ({ params }) => {
      const { id } = await deps.findAccount(params.account);
      const found = await deps.events.read(id, params.event);
      return { ...found, runs: await deps.runs.ofEvent(id, params.event) };
    },
  );
  api.post(
    "/v1/accounts/:account/events/:event/replay",
    {
      schema: {
        tags,
        summary: "Run an event again",
        params: oneEvent,
        response: { 200: z.object({ runs: z.number().int() }) },
      },
    },
    async ({ params }) => {
      const { id } = await deps.findAccount(params.account);
      return { runs: await deps.events.replay(id, params.event) };
    },
  );
  registerSetupEvents(api, deps);
  registerAllEvents(api, deps);
}

/** Partner level: across accounts. */
function registerAllEvents(api: Api, deps: EventRoutesDeps): void {
  api.get(
    "/v1/events",
    {
      schema: {
        tags,
        summary: "List the events of all accounts",
        querystring: partnerEventQuery,
        response: { 200: listOf(eventSchema) },
      },
    },
    async ({ query: { account, ...query } }) =>
      account === undefined
        ? deps.events.listOfAll(query)
        : deps.events.list((await deps.findAccount(account)).id, query),
  );
}

/** Partner level: what reached a Setup, whoever owns it. */
function registerSetupEvents(api: Api, deps: EventRoutesDeps): void {
  api.get(
    "/v1/connectors/:connector/setups/:setup/events",
    {
      schema: {
        tags,
        summary: "List every event of a Setup",
        params: z.object({ connector: z.string(), setup: idOf("setup") }),
        querystring: eventQuery,
        response: { 200: listOf(eventSchema) },
      },
    },
    async ({ params, query }) => deps.events.listOfSetup(params.setup, query),
  );
  api.post(
    "/v1/connectors/:connector/setups/:setup/events/replay",
    {
      schema: {
        tags,
        summary: "Hand held events of a Page to its account",
        params: z.object({ connector: z.string(), setup: idOf("setup") }),
        body: z.strictObject({ page: z.string().min(1).max(250), account: z.string().min(1) }),
        response: { 200: z.object({ events: z.number().int(), runs: z.number().int() }) },
      },
    },
    async ({ params, body }) =>
      deps.events.handOver(params.setup, body.page, (await deps.findAccount(body.account)).id),
  );
}
