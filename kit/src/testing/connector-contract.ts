import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { Credentials } from "../call-context.ts";
import type { Connector } from "../connector.ts";
import { defineConnector } from "../define-connector.ts";
import type { SetupValues } from "../setup-values.ts";
import { type ActionExample, actionContract } from "./action-contract.ts";
import { type ApplicationExamples, applicationContract } from "./application-contract.ts";
import { type AuthExamples, authContract } from "./auth-contract.ts";
import type { Caller } from "./contract-call.ts";
import { type LookupExample, lookupContract } from "./lookup-contract.ts";
import { type TargetExamples, targetContract } from "./target-contract.ts";
import { type WebhookExamples, webhookContract } from "./webhook-contract.ts";

/** What the suite needs to know of a connector to put it to the test. */
export interface ConnectorExamples {
  /** Nothing but empty values unless told: enough for connectors that take no Setup. */
  setup?: SetupValues;
  /** In whose name calls are made; a token of the suite's own unless told. */
  credentials?: Credentials;
  properties?: Readonly<Record<string, unknown>>;
  /** At least one for every action. */
  actions: Readonly<Record<string, readonly ActionExample[]>>;
  /** At least one for every lookup. */
  lookups?: Readonly<Record<string, readonly LookupExample[]>>;
  /** Values for every kind with fields; recorded replies for a sign-in that asks the application. */
  auth?: AuthExamples;
  /** Each required when the connector has it. */
  webhooks?: WebhookExamples;
  application?: ApplicationExamples;
  target?: TargetExamples;
}

const noSetup: SetupValues = {
  clientId: "",
  clientSecrets: [],
  graphUrl: null,
  dialogUrl: null,
  graphVersion: "",
  scopes: [],
  configId: null,
  systemUser: false,
};

/**
 * What every connector keeps to, as vitest tests. Call it at the top of a test file.
 *
 * @public
 * @example
 * connectorContract(shop, { actions: { "add-order": [{ input, replies, output }] } });
 */
export function connectorContract(connector: Connector, examples: ConnectorExamples): void {
  const caller: Caller = {
    setup: examples.setup ?? noSetup,
    credentials: examples.credentials ?? { externalId: "1", accessToken: "token-of-the-contract-suite" },
    properties: connector.properties.parse(examples.properties ?? {}),
  };
  describe(`${connector.name} keeps the connector contract`, () => {
    test("its names and words are complete", () => {
      expect(defineConnector({ ...connector })).toEqual(connector);
      expect(connector.logo).not.toMatch(/<script|\son\w+=|href=/i);
    });
    shapeContract(connector);
    for (const auth of connector.auth) authContract(auth, caller.setup, examples.auth ?? {});
    partsContract(connector, caller, examples);
    for (const [name, lookup] of Object.entries(connector.lookups)) {
      lookupContract(name, lookup, caller, examples.lookups?.[name] ?? []);
    }
    for (const [name, action] of Object.entries(connector.actions)) {
      actionContract(name, action, caller, examples.actions[name] ?? []);
    }
  });
}

function partsContract({ name, ...connector }: Connector, caller: Caller, examples: ConnectorExamples): void {
  const { webhooks, application, target } = connector;
  if (webhooks !== null) webhookContract(webhooks, caller.setup, given(examples.webhooks, `${name}'s webhooks`));
  if (application !== null) {
    applicationContract(application, caller.setup, given(examples.application, `${name}'s application`));
  }
  if (target !== null) {
    targetContract(target, caller, Object.keys(connector.triggers), given(examples.target, `${name}'s target`));
  }
}

function given<Examples>(examples: Examples | undefined, what: string): Examples {
  if (examples === undefined) throw new TypeError(`Give examples of ${what}`);
  return examples;
}

function shapeContract(connector: Connector): void {
  test.each(Object.keys(connector.triggers))("trigger %s has an output JSON Schema can say", (name) => {
    const schema = z.toJSONSchema(connector.triggers[name]?.output ?? z.never());
    expect(schema).toMatchObject({ type: "object" });
  });

  test.each(Object.keys(connector.actions))("action %s has shapes JSON Schema can say", (name) => {
    const action = connector.actions[name];
    const input = z.toJSONSchema(action?.input ?? z.never(), { io: "input" });
    expect(input).toMatchObject({ type: "object" });
    for (const field of Object.values(input.properties ?? {})) expect(field).toHaveProperty("title");
    expect(z.toJSONSchema(action?.output ?? z.never())).toHaveProperty("$schema");
  });

  test("its properties are fields JSON Schema can say, each with a title", () => {
    const properties = z.toJSONSchema(connector.properties, { io: "input" });
    expect(properties).toMatchObject({ type: "object" });
    for (const field of Object.values(properties.properties ?? {})) expect(field).toHaveProperty("title");
  });
}
