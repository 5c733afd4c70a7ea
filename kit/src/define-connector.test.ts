import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { Application } from "./application.ts";
import type { OAuth2Auth } from "./auth.ts";
import type { Connector, TargetActs, Webhooks } from "./connector.ts";
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

const setup: Connector["setup"] = { need: "none", graphVersion: "", versions: [], scopes: [] };

const webhooks: Webhooks = {
  handshake: () => ({ kind: "wrong_mode" }),
  authenticate: () => "no_signature",
  split: () => [],
  triggersOf: () => [],
  acknowledgement: "",
};

const signIn: OAuth2Auth = {
  kind: "oauth2",
  title: "Sign in",
  authorizationUrl: () => "https://shop.test/authorize",
  tokenUrl: () => "https://shop.test/token",
  scopes: [],
  scopeSeparator: " ",
  clientAuthentication: "body",
  pkce: true,
};

const target: TargetActs = {
  identify: async () => ({ externalId: "1", name: null }),
  subscribe: async () => undefined,
  unsubscribe: async () => undefined,
  readSubscription: async () => null,
  contactUrl: () => "https://shop.test",
  fields: ["orders"],
  fieldsOf: () => [],
};

const application: Application = {
  check: async () => ({ name: "Shop" }),
  readRegistration: async () => null,
  register: async () => undefined,
  inspectToken: async () => {
    throw new Error("never called");
  },
  readPrivacyRequest: () => null,
};

const shop: Connector = {
  name: "shop",
  title: "Shop",
  description: "Sells things.",
  categories: [],
  logo: "<svg></svg>",
  version: "1.0.0",
  setup,
  auth: [{ kind: "none", title: "No sign-in" }],
  properties: z.object({}),
  triggers: {},
  actions: { "add-order": action },
  lookups: {},
  rateLimit: null,
  webhooks: null,
  application: null,
  target: null,
};

test("a sound connector is taken as it is", () => {
  expect(defineConnector(shop)).toMatchObject({ name: "shop" });
});

describe("a slip is named", () => {
  const trigger = { title: "Order", description: "An order came.", output: z.object({}) };
  const versions = (graphVersion: string, ...all: string[]): Connector["setup"] => {
    return { ...setup, graphVersion, versions: all.map((version) => ({ version, until: null })) };
  };
  const choosing = z.object({ id: z.string().meta({ lookup: "list" }).optional() });
  const nothing = { items: [], nextCursor: null };
  const slips: [string, Partial<Connector>][] = [
    ["its name must be kebab-case", { name: "My Shop" }],
    ["it needs a title", { title: " " }],
    ["its logo must be inline SVG", { logo: "https://shop.test/logo.png" }],
    ["it needs at least one trigger or action", { actions: {} }],
    ["it has triggers but takes in no webhooks", { triggers: { order: trigger } }],
    ['"add-order" is both a trigger and an action', { triggers: { "add-order": trigger } }],
    ['action "add_order" must be kebab-case', { actions: { add_order: action } }],
    ['action "a" needs a description', { actions: { a: { ...action, description: "" } } }],
    ['action "a" must be "reconcile" and have outcomeOf', { actions: { a: { ...action, repeat: "reconcile" } } }],
    ['action "a" must be "reconcile" and have outcomeOf', { actions: { a: { ...action, outcomeOf: () => null } } }],
    ["its version must look like 1.0.0", { version: "1" }],
    ["its setup's need must be one of required", { setup: { ...setup, need: "perhaps" as "none" } }],
    ['its graphVersion "v2" is none of its versions', { setup: versions("v2", "v1") }],
    ["its setup lists a version twice", { setup: versions("v1", "v1", "v1") }],
    ["it needs at least one kind of auth", { auth: [] }],
    ["it has a kind of auth twice", { auth: [signIn, signIn] }],
    ['its auth "none" needs a title', { auth: [{ kind: "none", title: "" }] }],
    [
      'its auth "bearer" has no field marked by .meta({ secret: true })',
      { auth: [{ kind: "bearer", title: "Token", fields: z.object({ token: z.string() }) }] },
    ],
    ["its webhooks need a setup", { webhooks }],
    ["its application needs a setup", { application }],
    ["its sign-in offers no targets", { auth: [signIn], target }],
    ["its sign-in offers targets that it knows nothing of", { auth: [{ ...signIn, targets: async () => [] }] }],
    ["its target subscribes to fields but it takes in no webhooks", { target }],
    ["it has a rate limit that lets nothing by", { rateLimit: { calls: 0, perMs: 1000 } }],
    [
      'action "a" has a rate limit that lets nothing by',
      { actions: { a: { ...action, rateLimit: { calls: 1, perMs: 0 } } } },
    ],
    ['action "a" names a lookup "list" for "id" that is not there', { actions: { a: { ...action, input: choosing } } }],
    ['lookup "My list" must be kebab-case', { lookups: { "My list": { title: "List", list: async () => nothing } } }],
    ['lookup "list" needs a title', { lookups: { list: { title: " ", list: async () => nothing } } }],
  ];
  test.each(slips)("%s", (fault, slip) => {
    expect(() => defineConnector({ ...shop, ...slip })).toThrow(fault);
  });
});

test("two connectors cannot share a name", () => {
  expect([...connectorMap([shop]).keys()]).toEqual(["shop"]);
  expect(() => connectorMap([shop, { ...shop }])).toThrow('Two connectors are named "shop"');
});
