import type {
  Account,
  Connection,
  Cycle,
  CycleDocumentInput,
  CycleWithDocument,
  Erasure,
  Setup,
} from "@velodrome/contract";
import { type Api, ask } from "./api.ts";
import { type Meta, meta } from "./meta.ts";
import { makeAccount, startReplying, type Tenant } from "./scene.ts";
import { until } from "./until.ts";

const connector = "facebook-messenger";
/** Of the sandbox, and in no account yet. */
const demoApp = "100200300400500";
const owner = "7000000000000102";
const page = { id: "100000000000105", name: "North Pier Café" };
const writers = ["24000000000000001", "24000000000000002", "7000000000000101", "7000000000000103"] as const;
/** Who is forgotten afterwards. */
const leaver = writers[3];
/** By whom, and what. */
const texts = [
  [0, "Hi there"],
  [1, "Do you deliver on Sundays?"],
  [2, "hi, is the shop open today?"],
  [0, "Thanks! Open this week?"],
  [1, "Hi again"],
  [3, "hi, please delete what I wrote"],
] as const;

interface Listed {
  id: string;
  kind?: string;
  status?: string;
}

/** What there is to be looked at, by its ids. */
export interface GalleryScene {
  readonly page: typeof page;
  readonly writer: string;
  readonly setup: string;
  readonly connection: string;
  /** One that nobody has signed in at yet. */
  readonly fresh: string;
  readonly replying: Cycle;
  readonly changed: string;
  readonly unready: string;
  readonly nightly: string;
  readonly failedRun: string;
  readonly firstMessage: string;
  readonly lastMessage: string;
  /** Where an account's person signs in. */
  readonly connectPath: string;
}

const trigger = { id: "message", type: "trigger", connector, method: "message" } as const;

/** Every evening, and something forgotten: the action has no text. */
const nightly = (connection: string): CycleDocumentInput => ({
  steps: [
    {
      id: "evening",
      type: "schedule",
      name: "Every evening",
      cron: "0 20 * * 1-5",
      timezone: "Europe/Berlin",
      position: { x: 0, y: 0 },
    },
    {
      id: "reply",
      type: "action",
      name: "Say good night",
      connector,
      method: "send-text",
      connection,
      input: { recipient: { value: writers[0] }, text: { value: "Good night." } },
      position: { x: 320, y: 0 },
    },
  ],
  edges: [{ from: "evening", to: "reply" }],
});

const unready: CycleDocumentInput = {
  steps: [
    { ...trigger, name: "New message", position: { x: 0, y: 0 } },
    {
      id: "answer",
      type: "action",
      name: "Answer it",
      connector,
      method: "send-text",
      input: { recipient: { step: "message", path: "sender.id" } },
      position: { x: 320, y: 0 },
    },
    {
      id: "branch",
      type: "decision",
      name: "Is it a question?",
      position: { x: 320, y: 160 },
    },
  ],
  edges: [{ from: "message", to: "answer" }],
};

/** The demo's Setup serves a second account: a Page of its own, with the token the sandbox gave it. */
async function addBakery(api: Api, sandbox: Meta, setup: string): Promise<Tenant> {
  const path = await makeAccount(api, "Blue Bakery");
  await api.call<Account>("PATCH", path, { externalId: "blue-bakery" });
  await api.call("PUT", `${path}/variables/opening_hours`, { value: { from: 9, to: 17 }, description: "Local time" });
  const wanted = { connector, setup, name: page.name };
  const { id } = await api.call<Connection>("POST", `${path}/connections`, wanted);
  // As its owner makes it in the App Dashboard.
  const token = `apps/${demoApp}/pages/${page.id}/token`;
  const { accessToken } = await sandbox.order<{ accessToken: string }>("POST", token, { person: owner });
  const given = { pageId: page.id, pageAccessToken: accessToken };
  const { status } = await api.call<Connection>("PUT", `${path}/connections/${id}/credentials`, given);
  if (status !== "authenticated") throw new Error(`The connection of ${page.name} is ${status}.`);
  return { account: path.slice(path.lastIndexOf("/") + 1), connection: id, path };
}

/** A Meta app in development, with a webhook and a request that came from somebody else. */
async function addOwnApp(api: Api, sandbox: Meta): Promise<Setup> {
  const app = await sandbox.addApp("Acme Chat", { mode: "development" });
  const made = await api.call<Setup>("POST", `/v1/connectors/${connector}/setups`, {
    name: "Acme Chat",
    clientId: app.id,
    clientSecret: app.secret,
    verifyToken: "acme-verify",
    graphUrl: sandbox.url,
    dialogUrl: sandbox.url,
  });
  const at = `/v1/connectors/${connector}/setups/${made.id}`;
  await api.call("POST", `${at}/check`);
  await api.call("POST", `${at}/register-webhook`, {});
  const url = api.url + new URL(made.webhookUrl).pathname;
  await ask(url, { method: "POST", headers: { "x-hub-signature-256": "sha256=00" }, body: "{}" });
  return made;
}

/** People write to both Pages. The first answer is refused, so that one run failed. */
async function letPeopleWrite(api: Api, sandbox: Meta): Promise<void> {
  const runs = () => api.list<Listed>("/v1/runs");
  const over = async (count: number) => {
    const ended = (await runs()).filter(({ status }) => status === "succeeded" || status === "failed");
    return ended.length === count;
  };
  const error = { status: 400, code: 100, subcode: 2018001, message: "(#100) No matching user found" };
  await sandbox.order("POST", "faults", { match: { page: page.id, edge: "messages" }, error });
  const { pages } = await sandbox.order<{ pages: Listed[] }>("GET", "state");
  const write = (writer: number, at: string, text: string) =>
    sandbox.order("POST", `people/${writers[writer]}/messages`, { page: at, text });
  await write(0, pages[0]?.id ?? "", "hi");
  for (const [index, [writer, text]] of texts.entries()) {
    await write(writer, page.id, text);
    // One after the other: the fault is meant for the first, and the pictures are the same each time.
    await until("its run is over", () => over(index + 2), { within: 30_000 });
  }
}

/** One of them asks to be forgotten, and is. */
async function forgetLeaver(api: Api, path: string): Promise<void> {
  const { id } = await api.call<Erasure>("POST", `${path}/erasures`, { page: page.id, person: leaver });
  const isDone = async () => (await api.call<Erasure>("GET", `${path}/erasures/${id}`)).status === "done";
  await until("the person is forgotten", isDone, { within: 30_000 });
}

/** Whose installation it is: on the page where people connect stands the partner's name, not the product's. */
async function namePartner(api: Api): Promise<void> {
  const sign = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#334e68"/><path d="M8 23 16 8l8 15h-5l-3-6-3 6z" fill="#fff"/></svg>`;
  const logo = `data:image/svg+xml;base64,${Buffer.from(sign).toString("base64")}`;
  await api.call("PATCH", "/v1/settings/general", { displayName: "Acme Software", logo });
}

/** A cycle that was stopped before people wrote, and whose draft has gone on since it was published. */
async function changeSince(api: Api, tenant: Tenant): Promise<string> {
  const { id } = await startReplying(api, tenant, { word: "price", reply: "Our prices are on the website." });
  const at = `${tenant.path}/cycles/${id}`;
  const cycle = await api.call<CycleWithDocument>("GET", at);
  const [message, greeting, reply] = cycle.document.steps;
  const shop = {
    ...(reply as object),
    id: "shop",
    group: "Price list",
    name: "Send the list",
    input: { recipient: { step: "message", path: "sender.id" }, text: { value: "Here is our list." } },
  };
  const document = {
    steps: [message, { ...greeting, name: "Asks for prices?" }, { ...reply, group: "Price list" }, shop],
    edges: [...cycle.document.edges, { from: "reply", to: "shop" }],
  };
  await api.call("PATCH", at, { name: "Prices", document, revision: cycle.revision });
  await api.call("POST", `${at}/stop`, {});
  return id;
}

/** What the gallery shows: the demo, and a bakery with runs that went well and one that did not. */
export async function playGalleryScene(api: Api, sandboxUrl: string): Promise<GalleryScene> {
  const sandbox = await meta(sandboxUrl);
  const [demo] = await api.list<Setup>(`/v1/connectors/${connector}/setups`);
  const tenant = await addBakery(api, sandbox, demo?.id ?? "");
  const own = await addOwnApp(api, sandbox);
  const { path, connection } = tenant;
  const make = (name: string, document: CycleDocumentInput) =>
    api.call<Cycle>("POST", `${path}/cycles`, { name, document });
  const evening = await make("Every evening", nightly(connection));
  const draft = await make("Questions", unready);
  const changed = await changeSince(api, tenant);
  const outdated = await make("Summer sale", unready);
  await api.call("DELETE", `${path}/cycles/${outdated.id}`);
  const replying = await startReplying(api, tenant, { word: "hi", reply: "Hello! We will answer soon." });
  await api.call("PUT", `${path}/cycles/${replying.id}/labels`, { folder: "Front desk", tags: ["greeting"] });
  await api.call("PUT", `${path}/cycles/${changed}/labels`, { folder: "Front desk", tags: [] });
  await api.call("PUT", `${path}/cycles/${evening.id}/labels`, { folder: "Campaigns", tags: ["daily"] });
  await letPeopleWrite(api, sandbox);
  await forgetLeaver(api, path);
  await namePartner(api);
  const fresh = await api.call<Connection>("POST", `${path}/connections`, {
    connector,
    setup: own.id,
    name: "Second shop",
  });
  const link = await api.call<{ url: string }>("POST", `${path}/connections/${fresh.id}/setup-link`, {});
  // The doctor has looked: what a page shows is known, and does not come in while it is looked at.
  await api.call("GET", `${path}/connections/${connection}/health`);
  const runs = await api.list<Listed>(`${path}/runs`);
  const messages = (await api.list<Listed>(`${path}/events`)).filter(({ kind }) => kind === "message");
  return {
    page,
    writer: writers[0],
    setup: own.id,
    connection,
    fresh: fresh.id,
    replying,
    changed,
    unready: draft.id,
    nightly: evening.id,
    failedRun: runs.find(({ status }) => status === "failed")?.id ?? "",
    firstMessage: messages.at(-1)?.id ?? "",
    lastMessage: messages[0]?.id ?? "",
    connectPath: new URL(link.url).pathname,
  };
}
