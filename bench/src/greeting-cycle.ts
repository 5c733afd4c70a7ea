import type { Velodrome } from "./velodrome.ts";

interface Greeting {
  readonly graphUrl: string;
  readonly pageId: string;
  readonly appSecret: string;
}

const connector = "facebook-messenger";

function greetingDocument(connection: unknown): object {
  const text = { step: "message", path: "message.text" };
  return {
    steps: [
      { id: "message", type: "trigger", connector, method: "message", connection, position: { x: 0, y: 0 } },
      {
        id: "greeting",
        type: "decision",
        conditions: { all: [{ left: text, operator: "contains", right: { value: "hi" }, ignoreCase: true }] },
        position: { x: 0, y: 160 },
      },
      {
        id: "reply",
        type: "action",
        connector,
        method: "send-text",
        connection,
        input: {
          recipient: { step: "message", path: "sender.id" },
          text: { template: "Hello {{ message.message.text }}" },
        },
        position: { x: 0, y: 320 },
      },
    ],
    edges: [
      { from: "message", to: "greeting" },
      { from: "greeting", to: "reply", port: "true" },
    ],
    settings: { onStepError: "stop-run" },
  };
}

/** Sets up the benchmark's one account, Page and running cycle; answers the path its webhooks are posted to. */
export async function installGreeting({ call }: Velodrome, { graphUrl, pageId, appSecret }: Greeting): Promise<string> {
  const setup = await call("POST", `/v1/connectors/${connector}/setups`, {
    name: "Bench",
    clientId: "1234567890",
    clientSecret: appSecret,
    verifyToken: "bench",
    graphUrl,
  });
  const account = await call("POST", "/v1/accounts", { name: "Bench", externalId: "bench" });
  const home = `/v1/accounts/${account.id}`;
  const connection = await call("POST", `${home}/connections`, { connector, setup: setup.id, name: "Bench Page" });
  await call("PUT", `${home}/connections/${connection.id}/credentials`, { pageId, pageAccessToken: "token" });
  const document = greetingDocument(connection.id);
  const cycle = await call("POST", `${home}/cycles`, { name: "Greeting", document });
  await call("POST", `${home}/cycles/${cycle.id}/start`);
  // The Setup names its public address; the benchmark posts to the same path on loopback.
  return new URL(String(setup.webhookUrl)).pathname;
}
