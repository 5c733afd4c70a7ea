import { randomBytes } from "node:crypto";
import type { Account, Connection, Cycle, CycleDocumentInput, Setup } from "@velodrome/contract";
import type { Api } from "./api.ts";
import { tokenOf } from "./fake-graph.ts";
import type { WebhookAddress } from "./webhook.ts";

const connector = "facebook-messenger";

export interface Scene extends WebhookAddress {
  readonly setup: Setup;
  readonly verifyToken: string;
  /** The Setup's address in the API. */
  readonly path: string;
}

/** A Meta app whose Graph API is the given one. */
export async function makeSetup(api: Api, graphUrl: string): Promise<Scene> {
  const secret = randomBytes(16).toString("hex");
  const verifyToken = "e2e-verify";
  const path = `/v1/connectors/${connector}/setups`;
  const body = { name: "E2E", clientId: "880000000000001", clientSecret: secret, verifyToken, graphUrl };
  const setup = await api.call<Setup>("POST", path, body);
  // The Setup names its public address; here it is reached on loopback.
  const url = api.url + new URL(setup.webhookUrl).pathname;
  return { setup, secret, verifyToken, url, path: `${path}/${setup.id}` };
}

export interface Tenant {
  readonly account: string;
  readonly connection: string;
  /** The account's address in the API. */
  readonly path: string;
}

/** An account; answers its address in the API. */
export async function makeAccount(api: Api, name: string): Promise<string> {
  const { id } = await api.call<Account>("POST", "/v1/accounts", { name });
  return `/v1/accounts/${id}`;
}

/** An account with one connected Page. */
export const makeTenant = async (api: Api, scene: Scene, page: string): Promise<Tenant> =>
  addConnection(api, scene, await makeAccount(api, `Owner of ${page}`), page);

/** Connects a Page in the account at this address. */
export async function addConnection(api: Api, { setup }: Scene, path: string, page: string): Promise<Tenant> {
  const wanted = { connector, setup: setup.id, name: `Page ${page}` };
  const { id: connection } = await api.call<Connection>("POST", `${path}/connections`, wanted);
  const credentials = { pageId: page, pageAccessToken: tokenOf(page) };
  const { status } = await api.call<Connection>("PUT", `${path}/connections/${connection}/credentials`, credentials);
  if (status !== "authenticated") throw new Error(`The connection of ${page} is ${status}.`);
  return { account: path.slice(path.lastIndexOf("/") + 1), connection, path };
}

/** A running cycle: message → does its text contain the word? → reply. Without a word, everything is replied to. */
export async function startReplying(
  api: Api,
  { path, connection }: Tenant,
  { word, reply }: { word?: string; reply: string },
): Promise<Cycle> {
  const message = { id: "message", type: "trigger", connector, method: "message", connection } as const;
  const text = { step: "message", path: "message.text" };
  const operator = word === undefined ? "exists" : "contains";
  const condition = {
    left: text,
    operator,
    ...(word === undefined ? {} : { right: { value: word }, ignoreCase: true }),
  };
  const input = { recipient: { step: "message", path: "sender.id" }, text: { template: reply } };
  const document = {
    steps: [
      message,
      { id: "greeting", type: "decision", conditions: { all: [condition] } },
      { id: "reply", type: "action", connector, method: "send-text", connection, input },
    ],
    edges: [
      { from: "message", to: "greeting" },
      { from: "greeting", to: "reply", port: "true" },
    ],
  } satisfies CycleDocumentInput;
  const cycle = await api.call<Cycle>("POST", `${path}/cycles`, { name: "Reply", document });
  return api.call<Cycle>("POST", `${path}/cycles/${cycle.id}/start`);
}
