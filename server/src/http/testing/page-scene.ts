import { fromWire } from "../../base/id.ts";
import { createRejections } from "../../connection/rejections.ts";
import { createSetupCache } from "../../connection/setup-cache.ts";
import { noteGenuineRequest } from "../../connection/setup-count-store.ts";
import { createPageConnector, type PageWorld } from "../../connection/testing/page-connector.ts";
import { markVerified, verifyTokenMatches } from "../../connection/verify-token.ts";
import { setupTopic } from "../../db/signal.ts";
import { type ReceiveDeps, receive, shakeHands } from "../../ingest/receive.ts";
import { createResourceServer, type ResourceServer } from "./resource-server.ts";

const setups = "/v1/connectors/pages/setups";
const values = { name: "Acme's app", clientSecret: "secret-one" };

/** The webhook address over the same database; what is genuine is noted at once. */
function receiverOf({ database, deps, verifyKey, sealer, clock, touch }: ResourceServer): ReceiveDeps {
  const genuine: Promise<void>[] = [];
  const rejections = createRejections({ ...deps, touch });
  return {
    connectors: deps.connectors,
    setups: createSetupCache({ database, sealer, clock }),
    keeper: {
      keep: async () => {
        await Promise.all(genuine.splice(0));
      },
      drain: async () => {},
    },
    requireRoom: () => {},
    reject: rejections.count,
    genuine: (setupId) =>
      void genuine.push(noteGenuineRequest(database.pool, setupId, 0).then(() => touch([setupTopic(setupId)]))),
    verifyToken: {
      matches: async (setupId, token) => (await verifyTokenMatches({ database, verifyKey }, setupId, token)) ?? false,
      markVerified: async (setupId, match) => {
        await markVerified({ database }, setupId, match);
        touch([setupTopic(setupId)]);
      },
    },
  };
}

export interface SceneSetup {
  id: string;
  rowId: string;
  /** The Setup's address in the API. */
  path: string;
  key: string;
  webhookUrl: string;
}

/** Setups and connections of an application that is in the test's hands, and what it sends here. */
export async function createPageScene() {
  const { connector, world } = createPageConnector();
  const server = await createResourceServer([connector]);
  const receiver = receiverOf(server);
  // One application has one Setup, unless a test wants it otherwise.
  let clientId = 123;
  return {
    server,
    world,
    addSetup: async (more: object = {}): Promise<SceneSetup> => {
      const { body } = await server.call("POST", setups, { ...values, clientId: String(clientId++), ...more });
      const key = String(body.webhookUrl).split("/").at(-1) ?? "";
      const rowId = fromWire("setup", body.id) ?? "";
      return { id: body.id, rowId, path: `${setups}/${body.id}`, key, webhookUrl: body.webhookUrl };
    },
    /** An authenticated connection; `world` says what its Page is subscribed to. */
    connect: (setup: SceneSetup, page: string, account?: { wire: string; id: string }) =>
      connect(server, setup, page, account),
    post: (key: string, signature?: string) =>
      receive(receiver, { connector: "pages", key }, postOf(signature)).then(({ kind }) => kind),
    shake: (key: string, query: Record<string, string>) =>
      shakeHands(receiver, { connector: "pages", key }, query).then(({ kind }) => kind),
    /** As the application does it at the address it is given. */
    verifyAt: async ({ url, verifyToken }: { url: string; verifyToken: string }) => {
      const key = url.split("/").at(-1) ?? "";
      const query = { mode: "subscribe", token: verifyToken };
      return (await shakeHands(receiver, { connector: "pages", key }, query)).kind === "kept";
    },
  };
}

export type PageScene = Awaited<ReturnType<typeof createPageScene>>;

const postOf = (signature: string | undefined) => ({
  headers: signature === undefined ? {} : { signature },
  query: {},
  body: Buffer.from("{}"),
});

async function connect(server: ResourceServer, setup: SceneSetup, page: string, known?: { wire: string; id: string }) {
  const account = known ?? (await server.addAccount("Customer"));
  const connections = `/v1/accounts/${account.wire}/connections`;
  const made = (await server.call("POST", connections, { connector: "pages", setup: setup.id, name: `Page ${page}` }))
    .body;
  const token = { pageId: page, pageAccessToken: `token-of-${page}` };
  const { status, text } = await server.call("PUT", `${connections}/${made.id}/credentials`, token);
  if (status !== 200) throw new Error(text);
  const rowId = fromWire("connection", made.id) ?? "";
  return { id: made.id as string, rowId, path: `${connections}/${made.id}`, account };
}

/** Back to what it answers when nothing is wrong. */
export function mendWorld(world: PageWorld): void {
  world.check = { name: "Acme Chat" };
  world.registration = null;
  world.verify = async () => {};
  world.onSubscribe = async () => {};
  for (const part of [world.tokens, world.subscriptions, world.failures]) part.clear();
}
