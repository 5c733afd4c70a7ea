import { randomBytes } from "node:crypto";
import { expect, onTestFinished, test } from "vitest";
import { ask } from "./harness/api.ts";
import { freePorts } from "./harness/free-ports.ts";
import { startMinimalGraph, type UnknownAnswer, unknownAnswers } from "./harness/minimal-graph.ts";
import { outcome, talk } from "./harness/talk.ts";
import { until } from "./harness/until.ts";
import { useProduct } from "./harness/use-product.ts";
import { envelope, postWebhook, textItem } from "./harness/webhook.ts";

const stage = useProduct();
const setups = "/v1/connectors/facebook-messenger/setups";
const within = 60_000;
const token = "EAAminimal";

interface SetupAnswer {
  id: string;
  webhookUrl: string;
}

async function makeSetup(graphUrl: string, clientId: string) {
  const clientSecret = randomBytes(16).toString("hex");
  const body = { name: "Minimal", clientId, clientSecret, verifyToken: `verify-${clientId}`, graphUrl };
  const setup = await stage().product.api.call<SetupAnswer>("POST", setups, body);
  return { ...setup, secret: clientSecret, url: stage().product.api.url + new URL(setup.webhookUrl).pathname };
}

async function makeConnection(account: string, setup: string): Promise<string> {
  const { api } = stage().product;
  await api.call("POST", "/v1/accounts", { name: account, externalId: account });
  const wanted = { connector: "facebook-messenger", setup, name: "Page" };
  const { id, status } = await api.call<{ id: string; status: string }>(
    "POST",
    `/v1/accounts/${account}/connections`,
    wanted,
  );
  expect(status).toBe("new");
  return id;
}

/** Word for word the one that the contract shows, but for the connection. */
const greeting = (connection: string) =>
  JSON.parse(`{ "steps": [
    { "id": "message", "type": "trigger", "connector": "facebook-messenger", "method": "message", "connection": "${connection}", "position": { "x": 0, "y": 0 } },
    { "id": "greeting", "type": "decision", "conditions": { "all": [
        { "left": { "step": "message", "path": "message.text" }, "operator": "contains", "right": { "value": "hi" }, "ignoreCase": true } ] } },
    { "id": "reply", "type": "action", "connector": "facebook-messenger", "method": "send-text", "connection": "${connection}",
      "input": { "recipient": { "step": "message", "path": "sender.id" }, "text": { "template": "Hello {{ message.message.text }}" } } } ],
  "edges": [ { "from": "message", "to": "greeting" }, { "from": "greeting", "to": "reply", "port": "true" } ],
  "settings": { "onStepError": "stop-run" } }`) as object;

const kinds = Object.keys(unknownAnswers) as UnknownAnswer[];

test.each(kinds)("a Graph API of five addresses, with %s else, is enough to greet", async (otherwise) => {
  const { api } = stage().product;
  const number = kinds.indexOf(otherwise);
  const page = `61230000000010${number}`;
  const app = `88000000000010${number}`;
  const account = `minimal-${number}`;
  const graph = await startMinimalGraph({ page, token, app, otherwise });
  onTestFinished(() => graph.close());
  const setup = await makeSetup(graph.url, app);
  const connection = await makeConnection(account, setup.id);
  const place = `/v1/accounts/${account}/connections/${connection}`;

  expect(await api.call("POST", `${setups}/${setup.id}/check`)).toEqual({ ok: true, appName: "Acme Chat" });
  const credentials = { pageId: page, pageAccessToken: token };
  expect(await api.call("PUT", `${place}/credentials`, credentials)).toMatchObject({
    status: "authenticated",
    page: { id: page },
  });
  expect(graph.subscribed).toHaveLength(1);
  expect(graph.subscribed[0]).toContain("messages");
  const health = await talk<{ findings: unknown[] }>(api, "GET", `${place}/health`);
  expect([health.status, Array.isArray(health.json.findings)]).toEqual([200, true]);

  const cycles = `/v1/accounts/${account}/cycles`;
  const wanted = { name: "Greeting", document: greeting(connection) };
  const cycle = await api.call<{ id: string; status: string; document: object }>("POST", cycles, wanted);
  expect(cycle).toMatchObject({ status: "draft", document: greeting(connection) });
  expect(await api.call("POST", `${cycles}/${cycle.id}/start`)).toMatchObject({ status: "running", version: 1 });
  const step = await api.call<{ webhookUrl: string }>("GET", `${cycles}/${cycle.id}/steps/message`);
  expect(step.webhookUrl).toBe(setup.webhookUrl);

  for (const text of ["Good day", "Oh HI there"]) {
    const body = envelope([{ page, items: [textItem({ page, person: "71", text })] }]);
    expect((await postWebhook({ url: setup.url, secret: setup.secret }, body)).status).toBe(200);
  }
  await until("the greeting is sent", () => graph.sent.length > 0, { within });
  expect(graph.sent).toMatchObject([{ recipient: { id: "71" }, message: { text: "Hello Oh HI there" } }]);
  const runs = () => api.list<{ status: string }>(`/v1/accounts/${account}/runs`);
  const ended = async () => (await runs()).every(({ status }) => status === "succeeded");
  await until("both runs have succeeded", ended, { within });
  expect(await runs()).toHaveLength(2);
});

test("a Page's token that the Graph API refuses, or that is another Page's, is refused with its reason", async () => {
  const page = "612300000000110";
  const graph = await startMinimalGraph({ page, token, app: "880000000000110", otherwise: "404 and no JSON" });
  onTestFinished(() => graph.close());
  const setup = await makeSetup(graph.url, "880000000000110");
  const connection = await makeConnection("refused", setup.id);
  const put = (body: object) =>
    talk(stage().product.api, "PUT", `/v1/accounts/refused/connections/${connection}/credentials`, { body });
  const dead = await put({ pageId: page, pageAccessToken: "EAAother" });
  expect(outcome(dead)).toBe("422 credentials_rejected");
  expect(dead.text).not.toContain("EAAother");
  expect(outcome(await put({ pageId: "612300000000111", pageAccessToken: token }))).toBe("422 credentials_rejected");
  expect(outcome(await put({ pageId: page }))).toBe("400 invalid_request");
  const { api } = stage().product;
  expect(await api.call("GET", `/v1/accounts/refused/connections/${connection}`)).toMatchObject({ status: "new" });
});

test("a Graph API that does not say whose token it is leaves a caller of partner level believed", async () => {
  const { api } = stage().product;
  const page = "612300000000115";
  const app = "880000000000115";
  const without = ["GET /me", `POST /${page}/subscribed_apps`];
  const graph = await startMinimalGraph({ page, token, app, without, otherwise: "404 and no JSON" });
  onTestFinished(() => graph.close());
  const setup = await makeSetup(graph.url, app);
  const connection = await makeConnection("believed", setup.id);
  const credentials = { pageId: page, pageAccessToken: token };
  const answer = await api.call("PUT", `/v1/accounts/believed/connections/${connection}/credentials`, credentials);
  expect(answer).toMatchObject({ status: "authenticated", page: { id: page } });
});

test("while the Graph API is down a caller of partner level is believed", async () => {
  const { api } = stage().product;
  const [port] = await freePorts(1);
  const setup = await makeSetup(`http://127.0.0.1:${port}`, "880000000000120");
  const connection = await makeConnection("down", setup.id);
  const place = `/v1/accounts/down/connections/${connection}`;
  const page = "612300000000120";
  const answer = await api.call("PUT", `${place}/credentials`, { pageId: page, pageAccessToken: token });
  expect(answer).toMatchObject({ status: "authenticated", page: { id: page } });
  expect(await api.call("POST", `${setups}/${setup.id}/check`)).toMatchObject({ ok: false });
  const health = await api.call<{ findings: { severity: string }[] }>("GET", `${place}/health`);
  expect(health.findings.some(({ severity }) => severity !== "ok")).toBe(true);
  const body = envelope([{ page, items: [textItem({ page, person: "72", text: "hi" })] }]);
  expect(await postWebhook({ url: setup.url, secret: setup.secret }, body)).toEqual({
    status: 200,
    body: "EVENT_RECEIVED",
  });
  expect(await api.list(`/v1/accounts/down/events?connection=${connection}`)).toMatchObject([
    { kind: "message", page },
  ]);
  expect(await api.call("DELETE", `${place}/credentials`)).toMatchObject({ status: "new" });
});

test("a handshake needs no running cycle and no authenticated connection, and takes a connection's own token", async () => {
  const { api } = stage().product;
  const setup = await makeSetup("http://127.0.0.1:9", "880000000000130");
  const connection = await makeConnection("tokens", setup.id);
  const path = `/v1/accounts/tokens/connections/${connection}`;
  await api.call("PATCH", path, { properties: { verifyToken: "of the connection &=+" } });
  expect(await api.call("GET", path)).not.toHaveProperty("properties.verifyToken");
  const shake = (query: Record<string, string>) =>
    talk(api, "GET", `${new URL(setup.url).pathname}?${new URLSearchParams(query)}`, { anonymous: true });
  const right = { "hub.mode": "subscribe", "hub.challenge": "1158201444" };
  for (const mine of ["verify-880000000000130", "of the connection &=+"]) {
    const { status, text, headers } = await shake({ ...right, "hub.verify_token": mine });
    expect([status, text]).toEqual([200, "1158201444"]);
    expect(headers["content-type"]).toMatch(/^text\/plain/);
  }
  expect((await shake({ ...right, "hub.verify_token": "neither" })).status).toBe(403);
  expect((await shake({ ...right })).status).toBe(403);
  expect((await shake({})).status).toBe(403);
  const other = await ask(`${setup.url}x?hub.mode=subscribe&hub.verify_token=neither&hub.challenge=1`);
  expect(other.status).toBe(404);
});
