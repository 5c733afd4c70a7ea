import { expect, test } from "vitest";
import { documentedPaths } from "./harness/documented-paths.ts";
import { type Failure, outcome, type Said, talk } from "./harness/talk.ts";
import { useProduct } from "./harness/use-product.ts";

const administrator = { email: "admin@example.com", password: "correct horse battery" };
const stage = useProduct({
  VELODROME_ADMIN_EMAIL: administrator.email,
  VELODROME_ADMIN_PASSWORD: administrator.password,
});
const setups = "/v1/connectors/facebook-messenger/setups";

const say: Talk = (method, path, wish) => talk(stage().product.api, method, path, wish);
type Talk = (
  ...wanted: Parameters<typeof talk> extends [unknown, ...infer Rest] ? Rest : never
) => Promise<Said<Failure>>;

/** Whatever goes wrong is told in one form. */
function expectFailure(answer: Said<Failure>, status: number, code: string): void {
  expect(outcome(answer)).toBe(`${status} ${code}`);
  expect(answer.headers["content-type"]).toMatch(/^application\/json/);
  const { error, ...more } = answer.json;
  expect(more).toEqual({});
  expect(Object.keys(error).toSorted()).toEqual(["code", "details", "message"]);
  expect(error.message.length).toBeGreaterThan(10);
  expect(error.details).toBeTypeOf("object");
}

test("health, figures and descriptions are open to everybody", async () => {
  for (const path of ["/health/live", "/health/ready"]) {
    const { status, text } = await say("GET", path, { anonymous: true });
    expect([path, status, text]).toEqual([path, 200, '{"status":"ok"}']);
  }
  const metrics = await say("GET", "/metrics", { anonymous: true });
  expect(metrics.status).toBe(200);
  expect(metrics.headers["content-type"]).toMatch(/^text\/plain/);
  expect(metrics.text).toMatch(/^# HELP \w+ .+\n# TYPE \w+ (counter|gauge|histogram|summary)$/m);
  for (const path of ["/", "/docs"]) {
    const page = await say("GET", path, { anonymous: true });
    expect([path, page.status]).toEqual([path, 200]);
    expect(page.headers["content-type"]).toMatch(/^text\/html/);
  }
});

test("GET /openapi.json describes every documented operation in OpenAPI 3.1", async () => {
  interface Operation {
    parameters?: { in: string; name: string }[];
    responses: object;
  }
  interface Description {
    openapi: string;
    info: { title: string; version: string };
    paths: Record<string, Record<string, Operation>>;
  }
  const { status, json } = await talk<Description>(stage().product.api, "GET", "/openapi.json", { anonymous: true });
  expect([status, json.openapi.startsWith("3.1")]).toEqual([200, true]);
  const described = new Map(
    Object.entries(json.paths).map(([path, operations]) => [path.replaceAll(/\{[^}]+\}/g, "{}"), operations]),
  );
  const missing = Object.entries(documentedPaths).flatMap(([path, methods]) =>
    methods.filter((method) => described.get(path)?.[method] === undefined).map((method) => `${method} ${path}`),
  );
  expect(missing).toEqual([]);
  const references = [...JSON.stringify(json).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = ""]) => path);
  const at = (path: string) =>
    path.split("/").reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], json);
  expect(new Set(references.filter((path) => at(path) === undefined))).toEqual(new Set());
  for (const [path, operations] of Object.entries(json.paths)) {
    const wanted = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).toSorted();
    for (const [method, { parameters = [], responses }] of Object.entries(operations)) {
      const named = parameters.filter((each) => each.in === "path").map(({ name }) => name);
      expect([method, path, named.toSorted()]).toEqual([method, path, wanted]);
      expect(Object.keys(responses)).not.toEqual([]);
    }
  }
});

test("what is not right is told in one form, with a code and what to do", async () => {
  expectFailure(await say("GET", "/v1/accounts", { anonymous: true }), 401, "unauthenticated");
  for (const authorization of ["Bearer wrong", "Basic eDp5", "nothing"]) {
    const headers = { authorization };
    expectFailure(await say("GET", "/v1/accounts", { anonymous: true, headers }), 401, "unauthenticated");
  }
  expectFailure(await say("GET", "/v1/nothing-like-it"), 404, "not_found");
  expectFailure(await say("POST", "/v1/accounts", { body: '{"name":' }), 400, "invalid_request");
  expectFailure(await say("POST", "/v1/accounts", { body: {} }), 400, "invalid_request");
  expectFailure(await say("POST", "/v1/accounts", { body: { name: "x", nam: "y" } }), 400, "invalid_request");
  const timezone = { name: "x", timezone: "Mars/Olympus" };
  expectFailure(await say("POST", "/v1/accounts", { body: timezone }), 400, "invalid_request");
  expectFailure(await say("GET", "/v1/accounts/nobody"), 404, "account_not_found");
  for (const list of ["connections", "cycles", "runs", "events", "live"]) {
    expectFailure(await say("GET", `/v1/accounts/nobody/${list}`), 404, "account_not_found");
  }
  expectFailure(await say("GET", "/v1/connectors/nothing"), 404, "connector_not_found");
  expectFailure(await say("GET", "/v1/connectors/nothing/setups"), 404, "connector_not_found");
  expectFailure(await say("GET", `${setups}/set_01jd0000000000000000000000`), 404, "setup_not_found");
  expectFailure(await say("PATCH", `${setups}/nothing`, { body: { name: "x" } }), 404, "setup_not_found");
});

test("an account is found by its id and by its externalId, and is gone when deleted", async () => {
  const { api } = stage().product;
  const body = { name: "Acme", externalId: "customer-42", timezone: "Europe/Berlin" };
  const made = await talk<Record<string, string>>(api, "POST", "/v1/accounts", { body });
  expect(made.status).toBe(201);
  expect(made.json).toMatchObject({ ...body, id: expect.stringMatching(/^acc_[0-9a-z]{26}$/) });
  for (const reference of [made.json.id, "customer-42"]) {
    const found = await api.call("GET", `/v1/accounts/${reference}`);
    expect(found).toEqual(made.json);
    expect((await talk<object>(api, "GET", `/v1/accounts/${reference}/cycles`)).json).toEqual({
      items: [],
      nextCursor: null,
    });
  }
  expectFailure(await say("POST", "/v1/accounts", { body }), 409, "external_id_taken");
  const disguised = { name: "x", externalId: made.json.id };
  expectFailure(await say("POST", "/v1/accounts", { body: disguised }), 400, "invalid_request");
  expect(await api.call("PATCH", "/v1/accounts/customer-42", { name: "Acme 2" })).toMatchObject({ name: "Acme 2" });
  expect((await say("DELETE", "/v1/accounts/customer-42")).status).toBe(204);
  expectFailure(await say("GET", "/v1/accounts/customer-42"), 404, "account_not_found");
  expectFailure(await say("GET", `/v1/accounts/${made.json.id}`), 404, "account_not_found");
  expect(await api.list<{ id: string }>("/v1/accounts")).not.toContainEqual(
    expect.objectContaining({ name: "Acme 2" }),
  );
});

test("the library describes a connector's methods by JSON Schema", async () => {
  interface Method {
    name: string;
    type: string;
    input: { properties?: object; required?: string[] } | null;
  }
  const { api } = stage().product;
  const connectors = await api.list<{ name: string }>("/v1/connectors");
  expect(connectors.map(({ name }) => name)).toContain("facebook-messenger");
  const { methods } = await api.call<{ methods: Method[] }>("GET", "/v1/connectors/facebook-messenger");
  expect(methods).toContainEqual(expect.objectContaining({ name: "message", type: "trigger" }));
  const sendText = methods.find(({ name }) => name === "send-text");
  expect(sendText).toMatchObject({ type: "action", input: { type: "object" } });
  expect(Object.keys(sendText?.input?.properties ?? {})).toEqual(expect.arrayContaining(["recipient", "text"]));
  expect(sendText?.input?.required?.toSorted()).toEqual(["recipient", "text"]);
});

test("a Setup takes its secrets, never gives them back, and stays while connections use it", async () => {
  const { api } = stage().product;
  const secrets = { clientSecret: "the-client-secret", verifyToken: "the-verify-token" };
  const values = { clientId: "880000000000201", configId: "77", graphVersion: "v25.0", live: true };
  const addresses = { graphUrl: "http://127.0.0.1:9", dialogUrl: "http://127.0.0.1:9", scopes: ["pages_messaging"] };
  const body = { name: "Whole", ...values, ...addresses, ...secrets };
  const made = await talk<Record<string, string>>(api, "POST", setups, { body });
  expect([made.status, made.text.includes("the-")]).toEqual([201, false]);
  expect(made.json).toMatchObject({ name: "Whole", ...values, ...addresses });
  const { id, webhookUrl = "" } = made.json;
  const base = api.url.replace("127.0.0.1", "localhost");
  expect(webhookUrl).toMatch(new RegExp(`^${base}/webhooks/facebook-messenger/[\\w-]{16,}$`));
  expect(made.json).toMatchObject({
    redirectUri: `${base}/connector/callback`,
    deauthorizeUrl: `${webhookUrl}/deauthorize`,
    dataDeletionUrl: `${webhookUrl}/data-deletion`,
  });
  expect(await api.call("PATCH", `${setups}/${id}`, { name: "Renamed" })).toMatchObject({
    name: "Renamed",
    webhookUrl,
  });
  expect((await say("GET", setups)).text).not.toContain("the-");
  await api.call("POST", "/v1/accounts", { name: "User", externalId: "setup-user" });
  const connections = "/v1/accounts/setup-user/connections";
  const wanted = {
    connector: "facebook-messenger",
    setup: id,
    name: "x",
    properties: { verifyToken: "the-own-token" },
  };
  const connection = await talk<{ id: string; status: string }>(api, "POST", connections, { body: wanted });
  expect([connection.status, connection.json.status]).toEqual([201, "new"]);
  expect(connection.text).not.toContain("the-own-token");
  expectFailure(await say("DELETE", `${setups}/${id}`), 409, "setup_in_use");
  expect((await say("DELETE", `${connections}/${connection.json.id}`)).status).toBe(204);
  expectFailure(await say("GET", `${connections}/${connection.json.id}`), 404, "connection_not_found");
  expect((await say("DELETE", `${setups}/${id}`)).status).toBe(204);
  expectFailure(await say("GET", `${setups}/${id}`), 404, "setup_not_found");
});

test("the Service Domain is in every address that is pasted at Meta, and a Setup's key stays", async () => {
  const { api } = stage().product;
  const body = { name: "Moving", clientId: "880000000000202", clientSecret: "s", graphUrl: "http://127.0.0.1:9" };
  const before = await api.call<{ id: string; webhookUrl: string }>("POST", setups, body);
  const general = "/v1/settings/general";
  const { serviceDomain } = await api.call<{ serviceDomain: string }>("GET", general);
  expect(serviceDomain).toBe(new URL(before.webhookUrl).host);
  for (const wrong of ["https://hooks.example.com", "hooks example", "hooks.example.com/path", ""]) {
    expectFailure(await say("PATCH", general, { body: { serviceDomain: wrong } }), 400, "invalid_request");
  }
  const wanted = { serviceDomain: "hooks.example.com", displayName: "Acme" };
  expect(await api.call("PATCH", general, wanted)).toMatchObject(wanted);
  expect(await api.call("GET", `${setups}/${before.id}`)).toMatchObject({
    redirectUri: "https://hooks.example.com/connector/callback",
    webhookUrl: `https://hooks.example.com${new URL(before.webhookUrl).pathname}`,
  });
  expect(await api.call("PATCH", general, { serviceDomain })).toMatchObject({ serviceDomain });
  expect(await api.call("GET", `${setups}/${before.id}`)).toMatchObject({ webhookUrl: before.webhookUrl });
});

test("client credentials give a bearer token", async () => {
  const { api } = stage().product;
  interface Client {
    id: string;
    clientSecret: string;
  }
  const { id, clientSecret } = await api.call<Client>("POST", "/v1/api-clients", { name: "Program" });
  const form = new URLSearchParams({ grant_type: "client_credentials", client_id: id, client_secret: clientSecret });
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const basic = `Basic ${Buffer.from(`${id}:${clientSecret}`).toString("base64")}`;
  const ways = [
    { headers, body: String(form) },
    { headers: { ...headers, authorization: basic }, body: "grant_type=client_credentials" },
  ];
  for (const way of ways) {
    const wish = { ...way, anonymous: true };
    const answer = await talk<Record<string, string | number>>(api, "POST", "/oauth/token", wish);
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({
      token_type: expect.stringMatching(/^bearer$/i),
      expires_in: expect.any(Number),
    });
    const bearer = { authorization: `Bearer ${answer.json.access_token}` };
    expect((await say("GET", "/v1/accounts", { anonymous: true, headers: bearer })).status).toBe(200);
  }
  form.set("client_secret", "wrong");
  expect((await say("POST", "/oauth/token", { anonymous: true, headers, body: String(form) })).status).toBe(401);
});

test("a person's cookie is good for /v1 when the request comes from a page of ours", async () => {
  const { api } = stage().product;
  const origin = api.url;
  const signIn = (password: string) =>
    say("POST", "/api/auth/sign-in/email", {
      anonymous: true,
      headers: { origin },
      body: { ...administrator, password },
    });
  expect((await signIn("wrong password")).status).toBe(401);
  const signedIn = await signIn(administrator.password);
  expect(signedIn.status).toBe(200);
  const cookies = [signedIn.headers["set-cookie"] ?? []].flat();
  expect(cookies.join("\n")).toMatch(/HttpOnly/i);
  const cookie = cookies.map((each) => each.split(";", 1)[0]).join("; ");
  const as = (headers: Record<string, string>) => ({ anonymous: true, headers: { cookie, ...headers } });
  expect((await say("GET", "/v1/accounts", as({}))).status).toBe(200);
  const body = { name: "By cookie" };
  expect((await say("POST", "/v1/accounts", { ...as({ origin }), body })).status).toBe(201);
  expectFailure(await say("POST", "/v1/accounts", { ...as({}), body }), 403, "forbidden");
  const foreign = as({ origin: "https://evil.example" });
  expectFailure(await say("POST", "/v1/accounts", { ...foreign, body }), 403, "forbidden");
});

test("a program signs in without an origin, whatever its fetch says, and a page of another site does not", async () => {
  const signIn = async (headers: Record<string, string>) =>
    (await say("POST", "/api/auth/sign-in/email", { anonymous: true, headers, body: administrator })).status;
  expect(await signIn({})).toBe(200);
  expect(await signIn({ "sec-fetch-mode": "cors" })).toBe(200);
  const foreign = { "sec-fetch-site": "cross-site", "sec-fetch-dest": "document" };
  for (const mode of ["navigate", "cors"]) expect(await signIn({ ...foreign, "sec-fetch-mode": mode })).toBe(403);
  expect(await signIn({ origin: "https://evil.example" })).toBe(403);
});
