import {
  type Connector as ConnectorAnswer,
  type ConnectorMethod,
  connector as connectorAnswer,
  connectorWithMethods,
  listOf,
} from "@velodrome/contract";
import type { Connector, ConnectorMap } from "@velodrome/kit";
import { z } from "zod";
import { findConnector } from "../connection/setups.ts";
import type { Api } from "./api.ts";

export interface ConnectorRoutesDeps {
  connectors: ConnectorMap;
}

const tags = ["Connectors"];

/** The Connector Library: what the console builds its forms from. */
export function registerConnectors(api: Api, deps: ConnectorRoutesDeps): void {
  api.get(
    "/v1/connectors",
    { schema: { tags, summary: "List the connectors", response: { 200: listOf(connectorAnswer) } } },
    async () => ({ items: [...deps.connectors.values()].map(toAnswer), nextCursor: null }),
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
      return { ...toAnswer(connector), methods: methodsOf(connector) };
    },
  );
}

const toAnswer = ({ name, title, description, categories, logo }: Connector): ConnectorAnswer => ({
  name,
  title,
  description,
  categories: [...categories],
  logo,
});

function methodsOf(connector: Connector): ConnectorMethod[] {
  const triggers = Object.entries(connector.triggers).map(([name, { title, description, output }]): ConnectorMethod => {
    return { name, title, description, type: "trigger", input: null, output: jsonSchema(output, "output") };
  });
  const actions = Object.entries(connector.actions).map(([name, action]): ConnectorMethod => {
    const { title, description, input, output } = action;
    const shapes = { input: jsonSchema(input, "input"), output: jsonSchema(output, "output") };
    return { name, title, description, type: "action", ...shapes };
  });
  return [...triggers, ...actions];
}

/** `input`: what may be left out, because it has a default, is not required. */
const jsonSchema = (shape: z.ZodType, io: "input" | "output"): Record<string, unknown> => ({
  ...z.toJSONSchema(shape, { io, unrepresentable: "any" }),
});
