import { randomBytes } from "node:crypto";
import type { Connection, Event, Notice, Run, RunWithSteps, SetupLink } from "@velodrome/contract";
import { expect, test } from "vitest";
import { ask } from "./harness/api.ts";
import { findSecret, readDatabaseText } from "./harness/database-text.ts";
import { tokenOf } from "./harness/fake-graph.ts";
import { startReplying } from "./harness/scene.ts";
import { until } from "./harness/until.ts";
import { useProduct } from "./harness/use-product.ts";
import { envelope, postWebhook, textItem } from "./harness/webhook.ts";

const stage = useProduct({ LOG_LEVEL: "trace" });
const within = 60_000;
const connector = "facebook-messenger";
const page = "612300000000077";
const fresh = () => randomBytes(18).toString("hex");

/** What must be seen nowhere, by name. */
const secrets = {
  clientSecret: fresh(),
  formerSecret: fresh(),
  setupVerifyToken: fresh(),
  connectionVerifyToken: fresh(),
  wrongVerifyToken: fresh(),
  pageToken: tokenOf(page),
  refusedToken: `EAAB${fresh()}`,
  smtpPassword: fresh(),
  setupLinkToken: "",
  apiKey: "",
  apiClientSecret: "",
  bearerToken: "",
};

const answers: { address: string; body: string }[] = [];

/** One call of the API, its answer kept; any status will do. */
async function call<T>(method: "GET" | "POST" | "PUT" | "PATCH", path: string, body?: object): Promise<T> {
  const { api } = stage().product;
  const answer = await ask(`${api.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${api.key}`, ...(body && { "content-type": "application/json" }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  answers.push({ address: `${method} ${path}`, body: answer.body });
  return JSON.parse(answer.body) as T;
}

/** Any other address, its answer kept. */
async function visit(url: string, options?: Parameters<typeof ask>[1]): Promise<void> {
  const { body } = await ask(url, options);
  answers.push({ address: new URL(url).pathname, body });
}

async function configure(): Promise<void> {
  const smtp = {
    host: "127.0.0.1",
    port: 9,
    username: "velodrome",
    password: secrets.smtpPassword,
    from: "a@b.example",
  };
  await call("PATCH", "/v1/settings/general", { smtp, noticeEmail: "ops@acme.example" });
  await call("POST", "/v1/settings/general/test-mail", {});
  await call("GET", "/v1/settings/general");
}

async function makeApp(): Promise<{ id: string; path: string; url: string }> {
  const path = `/v1/connectors/${connector}/setups`;
  const values = { clientId: "880000000000001", clientSecret: secrets.formerSecret, graphUrl: stage().graph.url };
  const setup = await call<{ id: string; webhookUrl: string }>("POST", path, {
    ...{ name: "App", verifyToken: secrets.setupVerifyToken, ...values },
  });
  await call("PATCH", `${path}/${setup.id}`, { clientSecret: secrets.clientSecret });
  await call("POST", `${path}/${setup.id}/check`);
  await call("POST", `${path}/${setup.id}/register-webhook`, {});
  return {
    id: setup.id,
    path: `${path}/${setup.id}`,
    url: stage().product.api.url + new URL(setup.webhookUrl).pathname,
  };
}

/** An account with a connection: a token that is refused first, then the right one. */
async function connect(setup: string): Promise<{ path: string; account: string; connection: string }> {
  const account = await call<{ id: string }>("POST", "/v1/accounts", { name: "Acme" });
  const path = `/v1/accounts/${account.id}`;
  const wanted = { connector, setup, name: "Page", properties: { verifyToken: secrets.connectionVerifyToken } };
  const { id: connection } = await call<Connection>("POST", `${path}/connections`, wanted);
  const credentials = `${path}/connections/${connection}/credentials`;
  await call("PUT", credentials, { pageId: page, pageAccessToken: secrets.refusedToken });
  const { status } = await call<Connection>("PUT", credentials, { pageId: page, pageAccessToken: secrets.pageToken });
  expect(status).toBe("authenticated");
  return { path, account: account.id, connection };
}

async function shakeHands(url: string): Promise<void> {
  for (const token of [secrets.setupVerifyToken, secrets.connectionVerifyToken, secrets.wrongVerifyToken]) {
    await visit(`${url}?hub.mode=subscribe&hub.challenge=1234&hub.verify_token=${token}`);
  }
}

const runIs = (path: string, status: Run["status"]) =>
  until(
    `a run is ${status}`,
    async () => (await call<{ items: Run[] }>("GET", `${path}/runs`)).items.find((run) => run.status === status),
    { within },
  );

/** One message that is answered; one whose answer fails, with an error that repeats whatever was sent. */
async function converse(address: { url: string; secret: string }, path: string): Promise<void> {
  const send = (text: string) => {
    const item = textItem({ page, person: "7999000000000009", text });
    return postWebhook(address, envelope([{ page, items: [item] }]));
  };
  expect((await send("hello")).status).toBe(200);
  await runIs(path, "succeeded");
  const { clientSecret, pageToken } = secrets;
  const message = `Error validating access token: ${pageToken}; proof of ${clientSecret}; at /me?access_token=${pageToken}`;
  const error = { message, type: "OAuthException", code: 190, error_subcode: 463, fbtrace_id: "A1" };
  stage().graph.refusals.push({ status: 400, body: { error } });
  expect((await send("again")).status).toBe(200);
  // With a token that is dead it waits for another one.
  const refused = await runIs(path, "waiting");
  const { steps } = await call<RunWithSteps>("GET", `${path}/runs/${refused.id}`);
  expect(JSON.stringify(steps)).toContain("Error validating access token");
  await postWebhook({ ...address, secret: secrets.wrongVerifyToken }, envelope([]));
  await visit(`${address.url}/deauthorize`, { method: "POST", body: `signed_request=${secrets.wrongVerifyToken}.e30` });
}

/** A link by API, answered once; and the one of the notice, which the contract answers as long as it stands. */
async function linkUp(path: string, connection: string): Promise<string[]> {
  const { api } = stage().product;
  const link = await api.call<SetupLink>("POST", `${path}/connections/${connection}/setup-link`, {});
  await visit(api.url + new URL(link.url).pathname);
  const noticed = await until(
    "the lost connection has a notice with a link",
    async () => (await api.call<{ items: Notice[] }>("GET", "/v1/notices")).items.find((notice) => notice.link)?.link,
    { within },
  );
  return [link.url, noticed].map((url) => url.split("/").at(-1) ?? "");
}

async function lookAtEverything(path: string, setup: string, connection: string): Promise<void> {
  const inAccount = [`${path}/events`, `${path}/runs`, `${path}/cycles`, `${path}/connections`];
  const ofConnection = [`${path}/connections/${connection}`, `${path}/connections/${connection}/health`];
  const ofPartner = [
    "/v1/connectors",
    "/v1/audit",
    "/v1/runs",
    "/v1/events",
    "/v1/accounts",
    "/v1/me",
    "/openapi.json",
  ];
  for (const address of [setup, `${setup}/health`, `${setup}/events`, ...inAccount, ...ofConnection, ...ofPartner]) {
    await call("GET", address);
  }
  const { items } = await call<{ items: Event[] }>("GET", `${path}/events`);
  for (const { id } of items) await call("GET", `${path}/events/${id}`);
  await visit(`${stage().product.api.url}/metrics`);
}

/** A program's own way in: its secret and its token are answered once. */
async function admitProgram(): Promise<void> {
  const { api } = stage().product;
  const made = await api.call<{ id: string; clientSecret: string }>("POST", "/v1/api-clients", { name: "Program" });
  const body = `grant_type=client_credentials&client_id=${made.id}&client_secret=${made.clientSecret}`;
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const answer = await ask(`${api.url}/oauth/token`, { method: "POST", headers, body });
  const { access_token: bearerToken } = JSON.parse(answer.body) as { access_token: string };
  Object.assign(secrets, { apiClientSecret: made.clientSecret, bearerToken });
  await visit(`${api.url}/v1/me`, { headers: { authorization: `Bearer ${bearerToken}` } });
  await call("GET", "/v1/api-clients");
}

/** `where: name of the secret`, for each that is seen. */
const leaksIn = (where: string, text: string): string[] =>
  Object.entries(secrets)
    .filter(([, secret]) => findSecret(text, secret))
    .map(([name]) => `${where}: ${name}`);

test("no secret is in clear in a log line, a table or an answer, also where calls fail", async () => {
  const { product, installation } = stage();
  secrets.apiKey = product.api.key;
  await configure();
  await admitProgram();
  const app = await makeApp();
  const { path, account, connection } = await connect(app.id);
  await shakeHands(app.url);
  await startReplying(product.api, { path, account, connection }, { reply: "Hello {{ message.message.text }}" });
  await converse({ url: app.url, secret: secrets.clientSecret }, path);
  const [asked = "", noticed = ""] = await linkUp(path, connection);
  expect(Math.min(asked.length, noticed.length)).toBeGreaterThan(20);
  await lookAtEverything(path, app.path, connection);

  const tables = await readDatabaseText(installation.data);
  expect(tables.get("setup")).toContain("880000000000001");
  expect([...tables.keys()].length).toBeGreaterThan(20);
  const found = [asked, noticed].flatMap((token) => {
    secrets.setupLinkToken = token;
    return [
      ...leaksIn("log", product.output()),
      // The link's own page repeats its own address.
      ...answers
        .filter(({ address }) => address !== `/connect/${asked}`)
        .flatMap(({ address, body }) => leaksIn(address, body)),
      ...[...tables].flatMap(([table, text]) => leaksIn(`table ${table}`, text)),
    ];
  });
  expect([...new Set(found)]).toEqual([]);
  // What was looked through is what there is: the Page's id is no secret and stands everywhere.
  expect(answers.some(({ body }) => body.includes(page))).toBe(true);
  expect([...tables.values()].some((text) => text.includes(page))).toBe(true);
});
