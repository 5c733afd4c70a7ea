import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { Connector } from "../connector.ts";
import { defineConnector } from "../define-connector.ts";
import type { SetupValues } from "../setup-values.ts";
import { type ActionExample, actionContract } from "./action-contract.ts";
import { type WebhookExamples, webhookContract } from "./webhook-contract.ts";

/** What the suite needs to know of a connector to put it to the test. */
export interface ConnectorExamples {
  setup: SetupValues;
  /** At least one for every action. */
  actions: Readonly<Record<string, readonly ActionExample[]>>;
  /** Required when the connector takes in webhooks. */
  webhooks?: WebhookExamples;
}

/**
 * What every connector keeps to, as vitest tests. Call it at the top of a test file.
 *
 * @public
 * @example
 * connectorContract(shop, { setup, actions: { "add-order": [{ input, replies, output }] } });
 */
export function connectorContract(connector: Connector, examples: ConnectorExamples): void {
  describe(`${connector.name} keeps the connector contract`, () => {
    test("its names and words are complete", () => {
      expect(defineConnector({ ...connector })).toEqual(connector);
      expect(connector.logo).not.toMatch(/<script|\son\w+=|href=/i);
    });
    shapeContract(connector);
    if (connector.webhooks !== null) {
      if (examples.webhooks === undefined) throw new TypeError(`Give examples of ${connector.name}'s webhooks`);
      webhookContract(connector.webhooks, examples.setup, examples.webhooks);
    }
    for (const [name, action] of Object.entries(connector.actions)) {
      actionContract(name, action, examples.setup, examples.actions[name] ?? []);
    }
  });
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
}
