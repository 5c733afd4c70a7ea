import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { Connector } from "./connector.ts";
import { connectorMap, defineAction, defineConnector } from "./define-connector.ts";

const action = defineAction({
  title: "Add an order",
  description: "Adds an order.",
  input: z.object({ count: z.number() }),
  output: z.object({ id: z.string() }),
  repeat: "unsafe",
  // Types of both come from the shapes.
  call: async (_, input) => ({ id: input.count.toFixed() }),
});

const shop: Connector = {
  name: "shop",
  title: "Shop",
  description: "Sells things.",
  categories: [],
  logo: "<svg></svg>",
  setup: { graphVersion: "v1.0", scopes: [] },
  triggers: {},
  actions: { "add-order": action },
  webhooks: null,
  identify: async () => ({ externalId: "1", name: null }),
  subscribe: async () => undefined,
};

test("a sound connector is taken as it is", () => {
  expect(defineConnector(shop)).toMatchObject({ name: "shop" });
});

describe("a slip is named", () => {
  const trigger = { title: "Order", description: "An order came.", output: z.object({}) };
  const slips: [string, Partial<Connector>][] = [
    ["its name must be kebab-case", { name: "My Shop" }],
    ["it needs a title", { title: " " }],
    ["its logo must be inline SVG", { logo: "https://shop.test/logo.png" }],
    ["it needs at least one trigger or action", { actions: {} }],
    ["it has triggers but takes in no webhooks", { triggers: { order: trigger } }],
    ['"add-order" is both a trigger and an action', { triggers: { "add-order": trigger } }],
    ['action "add_order" must be kebab-case', { actions: { add_order: action } }],
    ['action "a" needs a description', { actions: { a: { ...action, description: "" } } }],
    ["graphVersion must look like v25.0", { setup: { graphVersion: "25", scopes: [] } }],
  ];
  test.each(slips)("%s", (fault, slip) => {
    expect(() => defineConnector({ ...shop, ...slip })).toThrow(fault);
  });
});

test("two connectors cannot share a name", () => {
  expect([...connectorMap([shop]).keys()]).toEqual(["shop"]);
  expect(() => connectorMap([shop, { ...shop }])).toThrow('Two connectors are named "shop"');
});
