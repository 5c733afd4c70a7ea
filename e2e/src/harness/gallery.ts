import { ask } from "./api.ts";
import { startFakeGraph } from "./fake-graph.ts";
import { createInstallation } from "./installation.ts";
import { meta } from "./meta.ts";
import { addConnection, makeAccount, makeSetup, startReplying } from "./scene.ts";
import { until } from "./until.ts";
import { envelope, postWebhook, textItem } from "./webhook.ts";
import { named, type Person } from "./windows.ts";

/** One page of the console, as it is photographed and looked over. */
export interface Exhibit {
  readonly name: string;
  readonly path: string;
  /** What says that it is all there. */
  readonly heading: string;
}

export interface Gallery {
  readonly url: string;
  readonly person: Person;
  readonly exhibits: readonly Exhibit[];
  close(): Promise<void>;
}

const person: Person = { email: "ada@example.com", password: "correct horse battery" };
const page = "612345678901234";
const writers = ["7000000000000001", "7000000000000002", "7000000000000003"];
const texts = ["Hi there", "Do you deliver on Sundays?", "hi, is the shop open today?", "Thanks!", "Hi again"];

interface Listed {
  id: string;
  text?: string | null;
  status?: string;
}

/** An installation in which something has happened: the demo, and a bakery with runs that went well and one that did not. */
export async function openGallery(): Promise<Gallery> {
  const installation = await createInstallation({
    VELODROME_DEMO: "on",
    VELODROME_ADMIN_EMAIL: person.email,
    VELODROME_ADMIN_PASSWORD: person.password,
  });
  const graph = await startFakeGraph();
  const { api, stop } = await installation.start();
  const scene = await makeSetup(api, graph.url);
  const bakery = await makeAccount(api, "Blue Bakery");
  await api.call("PATCH", bakery, { externalId: "blue-bakery" });
  await api.call("PUT", `${bakery}/variables/opening_hours`, { value: { from: 9, to: 17 }, description: "Local time" });
  const tenant = await addConnection(api, scene, bakery, page);
  const cycle = await startReplying(api, tenant, { word: "hi", reply: "Hello! We will answer soon." });
  graph.refusals.push({
    status: 400,
    body: { error: { message: "No matching user found", code: 100, type: "OAuthException" } },
  });
  for (const [index, text] of texts.entries()) {
    const item = textItem({ page, person: writers[index % writers.length] ?? "", text });
    await postWebhook(scene, envelope([{ page, items: [item] }]));
  }
  await ask(scene.url, { method: "POST", headers: { "x-hub-signature-256": "sha256=00" }, body: "{}" });
  const sandbox = await meta(installation.sandboxUrl);
  const { people, pages } = await sandbox.order<{ people: Listed[]; pages: Listed[] }>("GET", "state");
  const words = { page: pages[0]?.id ?? "", text: "hi" };
  await sandbox.order("POST", `people/${people[0]?.id}/messages`, words);
  const over = (runs: readonly Listed[]) => runs.filter(({ status }) => status === "succeeded" || status === "failed");
  await until("the runs are over", async () => over(await api.list("/v1/runs")).length === texts.length + 1, {
    within: 30_000,
  });
  // The doctor has looked: what a page shows is known, and does not come in while it is looked at.
  await api.call("GET", `${bakery}/connections/${tenant.connection}/health`);
  const runs = await api.list<Listed>("/v1/accounts/blue-bakery/runs");
  const events = await api.list<Listed>("/v1/accounts/blue-bakery/events");
  const failed = runs.find(({ status }) => status === "failed")?.id;
  const own = "/accounts/blue-bakery";
  return {
    url: named(installation.url),
    person,
    exhibits: [
      { name: "dashboard", path: "/", heading: "Dashboard" },
      { name: "accounts", path: "/accounts", heading: "Accounts" },
      { name: "all-runs", path: "/runs", heading: "Runs" },
      { name: "all-events", path: "/events", heading: "Events" },
      { name: "all-trace", path: `/trace?event=${events[0]?.id}`, heading: "Trace a message" },
      { name: "connectors", path: "/connectors", heading: "Connectors" },
      { name: "connector", path: "/connectors/facebook-messenger", heading: "Facebook Messenger" },
      { name: "setup", path: `/connectors/facebook-messenger/setups/${scene.setup.id}`, heading: "E2E" },
      {
        name: "new-setup",
        path: "/connectors/facebook-messenger/setups/new",
        heading: "New Setup of Facebook Messenger",
      },
      { name: "guide", path: "/guide/facebook-messenger", heading: "Facebook Messenger" },
      { name: "settings", path: "/settings/general", heading: "General Settings" },
      { name: "overview", path: own, heading: "Overview" },
      { name: "cycles", path: `${own}/cycles`, heading: "Cycles" },
      { name: "cycle", path: `${own}/cycles/${cycle.id}`, heading: "Reply" },
      { name: "builder", path: `${own}/cycles/${cycle.id}/build`, heading: "Reply" },
      { name: "run-on-canvas", path: `${own}/cycles/${cycle.id}/build?run=${failed}`, heading: "Reply" },
      { name: "connections", path: `${own}/connections`, heading: "Connections" },
      { name: "new-connection", path: `${own}/connections/new`, heading: "New connection" },
      { name: "connection", path: `${own}/connections/${tenant.connection}`, heading: `Page ${page}` },
      { name: "runs", path: `${own}/runs`, heading: "Runs" },
      { name: "runs-failures", path: `${own}/runs?failures=true`, heading: "Runs" },
      { name: "run", path: `${own}/runs/${failed}`, heading: "Run of Reply" },
      { name: "events", path: `${own}/events`, heading: "Events" },
      { name: "event", path: `${own}/events/${events[0]?.id}`, heading: "Message event" },
      { name: "trace", path: `${own}/trace?event=${events.at(-1)?.id}`, heading: "Trace a message" },
      { name: "conversations", path: `${own}/conversations`, heading: "Conversations" },
      {
        name: "conversation",
        path: `${own}/conversations/${page}/${writers[0]}`,
        heading: `Conversation with ${writers[0]}`,
      },
      { name: "recycle-bin", path: `${own}/recycle-bin`, heading: "Recycle bin" },
      { name: "variables", path: `${own}/variables`, heading: "Variables" },
      { name: "account-settings", path: `${own}/settings`, heading: "Account settings" },
      { name: "privacy", path: `${own}/privacy`, heading: "Privacy" },
    ],
    close: async () => {
      await graph.close();
      await stop();
      await installation.remove();
    },
  };
}
