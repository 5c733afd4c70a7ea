import {
  type Connector as ConnectorAnswer,
  type ConnectorMethod,
  type ConnectorWithMethods,
  connectorQuery,
  connectorWithMethods,
  listedConnector,
  listOf,
} from "@velodrome/contract";
import type { Connector, ConnectorMap } from "@velodrome/kit";
import { z } from "zod";
import { type ConnectorUse, readConnectorUses } from "../connection/connector-use-store.ts";
import type { Database } from "../db/database.ts";
import { pageByOffset } from "../connection/offset-page.ts";
import { findConnector } from "../connection/setups.ts";
import type { Api } from "./api.ts";

export interface ConnectorRoutesDeps {
  database: Database;
  connectors: ConnectorMap;
}

const tags = ["Connectors"];

/** The Connector Library: what the console builds its forms from. */
export function registerConnectors(api: Api, deps: ConnectorRoutesDeps): void {
  api.get(
    "/v1/connectors",
    {
      schema: {
        tags,
        summary: "List the connectors",
        querystring: connectorQuery,
        response: { 200: listOf(listedConnector) },
      },
    },
    async ({ query }) => {
      const page = pageByOffset([...deps.connectors.values()], query.limit, query.cursor);
      const uses = await readConnectorUses(deps.database.engine);
      const answer = query.include === "methods" ? toWholeAnswer : toAnswer;
      return { ...page, items: page.items.map((each) => answer(each, uses)) };
    },
  );
  api.get(
    "/v1/connectors/:connector",
    {
      schema: {
        tags,
        summary: "Read a connector with its methods",
        params: z.object({ connector: z.string().max(100) }),
        response: { 200: connectorWithMethods },
      },
    },
    async ({ params }) => {
      const connector = findConnector(deps.connectors, params.connector);
      return toWholeAnswer(connector, await readConnectorUses(deps.database.engine));
    },
  );
}

function toAnswer(connector: Connector, uses: Map<string, ConnectorUse>): ConnectorAnswer {
  const { name, title, description, categories, logo, version, setup } = connector;
  const { setups, accounts } = uses.get(name) ?? { setups: 0, accounts: 0 };
  return {
    ...{ name, title, description, logo, version, setups, accounts },
    categories: [...categories],
    setup: {
      need: setup.need,
      graphVersion: setup.graphVersion,
      versions: [...setup.versions],
      scopes: [...setup.scopes],
    },
    auth: connector.auth.map((auth) => ({
      kind: auth.kind,
      title: auth.title,
      fields: "fields" in auth ? jsonSchema(auth.fields, "input") : null,
    })),
    properties: jsonSchema(connector.properties, "input"),
    state: setup.need === "required" && setups === 0 ? "setup_required" : "ready",
  };
}

const toWholeAnswer = (connector: Connector, uses: Map<string, ConnectorUse>): ConnectorWithMethods => ({
  ...toAnswer(connector, uses),
  methods: methodsOf(connector),
  lookups: Object.entries(connector.lookups).map(([name, { title }]) => ({ name, title })),
});

function methodsOf(connector: Connector): ConnectorMethod[] {
  const triggers = Object.entries(connector.triggers).map(
    ([name, { title, description, output, asides = {} }]): ConnectorMethod => {
      return {
        name,
        title,
        description,
        type: "trigger",
        input: null,
        output: jsonSchema(output, "output"),
        lookups: {},
        asides: Object.entries(asides).map(([aside, words]) => ({ name: aside, ...words })),
        reachesPerson: false,
      };
    },
  );
  const actions = Object.entries(connector.actions).map(([name, action]): ConnectorMethod => {
    const { title, description, input, output } = action;
    const shapes = { input: jsonSchema(input, "input"), output: jsonSchema(output, "output") };
    const reachesPerson = action.reachesPerson ?? false;
    return {
      name,
      title,
      description,
      type: "action",
      ...shapes,
      lookups: lookupsOf(input),
      asides: [],
      reachesPerson,
    };
  });
  return [...triggers, ...actions];
}

/** A field says by `.meta({ lookup: "…" })` which lookup lists its choices. */
const lookupsOf = (input: z.ZodObject): Record<string, string> =>
  Object.fromEntries(
    Object.entries(input.shape).flatMap(([field, shape]) => {
      const lookup = (shape as z.ZodType).meta()?.lookup;
      return typeof lookup === "string" ? [[field, lookup]] : [];
    }),
  );

/** `input`: what may be left out, because it has a default, is not required. */
const jsonSchema = (shape: z.ZodType, io: "input" | "output"): Record<string, unknown> => ({
  ...z.toJSONSchema(shape, { io, unrepresentable: "any" }),
});
