import { type Application, type Connector, ConnectorError, type OAuth2Auth, type Registration } from "@velodrome/kit";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { fromWire } from "../base/id.ts";
import { changeGeneral, readDomainChangedAt } from "../connection/domain-change.ts";
import { moveWebhooks } from "../connection/move-webhooks.ts";
import { noteSignedIn } from "../connection/setup-use-store.ts";
import { createFakeConnector, unreachable } from "../connection/testing/fake-connector.ts";
import { registerSettings } from "./settings.ts";
import { createResourceServer, type ResourceServer } from "./testing/resource-server.ts";

/** What stands at the application, by Client ID. */
const registered = new Map<string, Registration | ConnectorError>();

const application: Partial<Application> = {
  async readRegistration({ setup }) {
    const found = registered.get(setup.clientId) ?? null;
    if (found instanceof ConnectorError) throw found;
    return found;
  },
  async register({ setup }, { url, fields }) {
    registered.set(setup.clientId, { url, fields, active: true });
  },
};
const meta: Connector = {
  ...createFakeConnector().connector,
  ...{ name: "meta", application: application as Application, webhooks: {} as Connector["webhooks"] },
  auth: [{ kind: "oauth2", title: "Sign in" } as OAuth2Auth],
};

let server: ResourceServer;
beforeAll(async () => {
  server = await createResourceServer([meta]);
  registerSettings(server.api, { ...server.deps, sendMail: async () => {} });
  await change("old.example.com");
});
afterAll(() => server.close());
beforeEach(async () => {
  await server.database.pool.query("DELETE FROM setup");
  registered.clear();
});

const url = "/v1/settings/general";
const change = (serviceDomain: string) => server.call("PATCH", url, { serviceDomain });
const work = () => moveWebhooks(server.deps, new AbortController().signal);

/** A Setup whose webhook was verified under the former domain, and its address as the application knows it. */
async function addApp(clientId: string): Promise<string> {
  const values = { name: clientId, clientId, clientSecret: "secret", verifyToken: "token" };
  const { body } = await server.call("POST", "/v1/connectors/meta/setups", values);
  await server.database.pool.query("UPDATE setup SET verified_at = now() WHERE client_id = $1", [clientId]);
  return new URL(body.webhookUrl).pathname;
}

async function states(): Promise<Record<string, string>> {
  const { body } = await server.call("GET", url);
  return Object.fromEntries(
    body.domainChange.apps.map((app: { name: string; state: string }) => [app.name, app.state]),
  );
}
const messageOf = async (name: string): Promise<string> =>
  (await server.call("GET", url)).body.domainChange.apps.find((app: { name: string }) => app.name === name)?.message;

test("each verified webhook goes to the new domain, with the fields that stood there; a foreign one is left alone", async () => {
  const [ours, theirs] = [await addApp("111"), await addApp("222")];
  registered.set("111", { url: `https://old.example.com${ours}`, fields: ["messages", "leadgen"], active: true });
  registered.set("222", { url: "https://elsewhere.example.com/hook", fields: [], active: true });
  await change("new.example.com");
  expect(await states()).toEqual({ 111: "waiting", 222: "waiting" });
  await work();
  expect(await states()).toEqual({ 111: "done", 222: "by_hand" });
  expect(registered.get("111")).toMatchObject({
    url: `https://new.example.com${ours}`,
    fields: expect.arrayContaining(["leadgen"]),
  });
  expect(registered.get("222")).toMatchObject({ url: "https://elsewhere.example.com/hook" });
  expect(await messageOf("222")).toContain("https://elsewhere.example.com/hook");
  expect(theirs).toMatch(/^\/webhooks\/meta\//);
});

test("while the application cannot be asked it waits, and goes on when it can", async () => {
  const path = await addApp("333");
  registered.set("333", unreachable);
  await change("third.example.com");
  await work();
  expect(await states()).toEqual({ 333: "waiting" });
  expect(await messageOf("333")).toContain("Nothing answers");
  registered.set("333", { url: `https://new.example.com${path}`, fields: [], active: true });
  await work();
  expect(await states()).toEqual({ 333: "done" });
});

test("after half an hour it has failed, and a refusal has at once", async () => {
  await addApp("444");
  await addApp("555");
  registered.set("444", unreachable);
  registered.set("555", new ConnectorError("refused", { message: "Not your app.", kind: "terminal" }));
  await change("fourth.example.com");
  await work();
  expect(await states()).toEqual({ 444: "waiting", 555: "failed" });
  for (let minute = 1; minute < 30; minute += 1) await work();
  expect(await states()).toEqual({ 444: "failed", 555: "failed" });
});

test("a domain that nobody reaches from outside is said, app by app", async () => {
  await addApp("666");
  await change("localhost:3000");
  await work();
  expect(await states()).toEqual({ 666: "by_hand" });
  expect(await messageOf("666")).toContain("cannot reach");
});

test("a change whose webhooks could not be noted is no change", async () => {
  await addApp("888");
  await change("before.example.com");
  await work();
  const unwritable: Connector = { ...meta, name: "\u0000" };
  const failing = {
    ...server.deps,
    connectors: new Map([
      [meta.name, meta],
      [unwritable.name, unwritable],
    ]),
  };
  const caller = { kind: "api-key", name: "Partner" } as const;
  await expect(changeGeneral(failing, caller, { serviceDomain: "after.example.com" })).rejects.toThrow();
  const { body } = await server.call("GET", url);
  expect(body).toMatchObject({ serviceDomain: "before.example.com", domainChange: { to: "before.example.com" } });
});

test("a sign-in at the former domain does not say that the new redirect URI is listed", async () => {
  await addApp("777");
  const [{ id: setup }] = (await server.call("GET", "/v1/connectors/meta/setups")).body.items;
  const signedIn = async (startedAt: Date) => {
    const since = await readDomainChangedAt(server.database);
    await noteSignedIn(server.database.engine, fromWire("setup", setup) ?? "", startedAt, since);
    const { checklist } = (await server.call("GET", `/v1/connectors/meta/setups/${setup}/health`)).body;
    return checklist.find(({ item }: { item: string }) => item === "redirect-uri")?.state;
  };
  const now = server.clock.now();
  await change("newest.example.com");
  expect(await signedIn(new Date(now - 60_000))).toBe("open");
  expect(await signedIn(new Date(now + 60_000))).toBe("done");
  expect(await signedIn(new Date(now - 60_000))).toBe("done");
});
