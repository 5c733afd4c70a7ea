import { hkdfSync } from "node:crypto";
import type { CycleDocumentInput } from "@velodrome/contract";
import { cycleDocument } from "@velodrome/contract";
import type { ConnectorMap } from "@velodrome/kit";
import { systemActor } from "../account/audit.ts";
import { createAccount, findAccount } from "../account/accounts.ts";
import { mergeSetting, readSetting } from "../account/setting-store.ts";
import { AppError } from "../base/app-error.ts";
import type { CredentialsDeps } from "../connection/call-access.ts";
import { noteSubscription } from "../connection/connection-store.ts";
import { changeConnection, listConnections } from "../connection/connections.ts";
import { createConnection } from "../connection/create-connection.ts";
import { givePage } from "../connection/give-page.ts";
import { createSetup, listSetups, patchSetup, type SetupDeps } from "../connection/setups.ts";
import { type CycleDeps, createCycle, listCycles } from "./cycles.ts";
import { startCycle } from "./start-stop.ts";

export interface DemoDeps extends SetupDeps, CredentialsDeps, CycleDeps {
  /** Of this installation alone: the demo's secrets and tokens are made from it. */
  demoKey: Buffer;
}

const connector = "facebook-messenger";
const setting = "demo";
const externalId = "demo";
const appId = "100200300400500";
const page = { id: "108000000000001", name: "Harbour Café" };
const people = [
  { id: "24000000000000001", name: "Ada Moss" },
  { id: "24000000000000002", name: "Tom Reed" },
];
const firstPage = { limit: 200 };

/** Made anew from the installation's key whenever it is needed, so that nothing has to be kept twice. */
const secretFor = (key: Buffer, use: string): string =>
  Buffer.from(hkdfSync("sha256", key, Buffer.alloc(0), `velodrome demo ${use}`, 24)).toString("hex");

/** What the demo's app and Page send: all that a connection needs, and what became of replies. */
function fieldsOf(connectors: ConnectorMap): readonly string[] {
  const target = connectors.get(connector)?.target;
  return target ? [...target.fields, ...target.fieldsOf(["delivery", "read"])] : [];
}

/** What the sandbox must hold so that the demo's Page answers: its SANDBOX_SEED. */
export function demoSeed(
  { demoKey, connectors }: Pick<DemoDeps, "demoKey" | "connectors">,
  webhookUrl: string,
): string {
  const fields = fieldsOf(connectors);
  const redirectUris = [`${new URL(webhookUrl).origin}/connector/callback`];
  const app = { id: appId, secret: secretFor(demoKey, "app secret"), name: "Velodrome demo", redirectUris };
  const webhook = { callbackUrl: webhookUrl, verifyToken: secretFor(demoKey, "verify token"), fields };
  const accessToken = secretFor(demoKey, "page token");
  return JSON.stringify({
    apps: [{ ...app, ...webhook }],
    pages: [{ ...page, accessToken, apps: [{ id: appId, fields }] }],
    people,
  });
}

/**
 * Account `demo` with a Page of the sandbox and one running cycle that greets: so that a newcomer sees a message go the
 * whole way. Made once; what was deleted afterwards stays deleted. Every part is looked for before it is made, so that a
 * start that was cut off half-way is finished by the next one. Answers the webhook address, or null without a demo.
 */
export async function ensureDemo(deps: DemoDeps, graphUrl: string): Promise<string | null> {
  const setups = await listSetups(deps, connector, firstPage);
  const setup = setups.items.find((each) => each.clientId === appId);
  const isInstalled = (await readSetting(deps.database.engine, setting)) !== null;
  if (isInstalled) {
    if (!setup) return null;
    // The sandbox may listen on another port than last time.
    if (setup.graphUrl !== graphUrl) await patchSetup(deps, connector, setup.id, { graphUrl, dialogUrl: graphUrl });
    return setup.webhookUrl;
  }
  const { id, webhookUrl } = setup ?? (await makeSetup(deps, graphUrl));
  const account = await demoAccount(deps);
  const connection = await demoConnection(deps, account.id, id);
  await demoCycle(deps, account.id, connection);
  await mergeSetting(deps.database.engine, setting, { installed: true });
  return webhookUrl;
}

const makeSetup = (deps: DemoDeps, graphUrl: string) =>
  createSetup(deps, connector, {
    name: "Sandbox",
    clientId: appId,
    clientSecret: secretFor(deps.demoKey, "app secret"),
    verifyToken: secretFor(deps.demoKey, "verify token"),
    graphUrl,
    dialogUrl: graphUrl,
    // As the sandbox's app is from the start.
    live: true,
  });

async function demoAccount(deps: DemoDeps): Promise<{ id: string }> {
  try {
    return await findAccount(deps.database, externalId);
  } catch (error: unknown) {
    if (!(error instanceof AppError && error.code === "account_not_found")) throw error;
    await createAccount(deps, { name: "Demo", externalId, timezone: "UTC" });
    return findAccount(deps.database, externalId);
  }
}

async function demoConnection(deps: DemoDeps, accountId: string, setup: string): Promise<string> {
  const { items } = await listConnections(deps, accountId, firstPage);
  const found = items.find((each) => each.setup === setup);
  const { id } =
    found ?? (await createConnection(deps, { accountId, actor: systemActor }, { connector, setup, name: page.name }));
  const credentials = { externalId: page.id, accessToken: secretFor(deps.demoKey, "page token") };
  // The sandbox starts after us, so nobody is asked: its seed says the same, subscription included.
  await changeConnection(deps, accountId, id, async (scope, current) => {
    if (current.setupId === null) throw new Error("The demo's connection was made with its Setup.");
    const given = { credentials, name: page.name, auth: "oauth2", person: null };
    const ofSetup = { id: current.setupId, sharedPages: "refuse" } as const;
    await givePage(deps, scope, current, { setup: ofSetup, page: given });
    await noteSubscription(scope, { accountId, id: current.id, externalId: page.id }, fieldsOf(deps.connectors), null);
  });
  return id;
}

async function demoCycle(deps: DemoDeps, accountId: string, connection: string): Promise<void> {
  const { items } = await listCycles(deps, accountId, firstPage);
  const name = "Greeting";
  const document = cycleDocument.parse(greeting(connection));
  const { id } = items.find((each) => each.name === name) ?? (await createCycle(deps, accountId, { name, document }));
  await startCycle(deps, { accountId, cycle: id }, { actor: systemActor });
}

const greeting = (connection: string): CycleDocumentInput => ({
  steps: [
    {
      id: "message",
      name: "Message",
      type: "trigger",
      connector,
      method: "message",
      connection,
      position: { x: 0, y: 0 },
    },
    {
      id: "greeting",
      name: "Says hi?",
      type: "decision",
      conditions: {
        all: [
          {
            left: { step: "message", path: "message.text" },
            operator: "contains",
            right: { value: "hi" },
            ignoreCase: true,
          },
        ],
      },
      position: { x: 320, y: 0 },
    },
    {
      id: "reply",
      name: "Reply",
      type: "action",
      connector,
      method: "send-text",
      connection,
      input: {
        recipient: { step: "message", path: "sender.id" },
        text: { template: "Hello! You wrote: {{ message.message.text }}" },
      },
      position: { x: 640, y: 0 },
    },
  ],
  edges: [
    { from: "message", to: "greeting" },
    { from: "greeting", to: "reply", port: "true" },
  ],
});
