import { afterAll, beforeAll, expect, test } from "vitest";
import { app, code, type LoginGraph, pages, startLoginGraph } from "./harness/login-graph.ts";
import { type Failure, outcome, type Said, talk } from "./harness/talk.ts";
import { useProduct } from "./harness/use-product.ts";

const stage = useProduct();
const connector = "facebook-messenger";
const setups = `/v1/connectors/${connector}/setups`;
let graph: LoginGraph;
let setup: { id: string; redirectUri: string };
let account = 0;

beforeAll(async () => {
  graph = await startLoginGraph();
  const secrets = { clientId: app.id, clientSecret: app.secret, verifyToken: "login-verify" };
  const body = { name: "Login", ...secrets, graphUrl: graph.url, dialogUrl: `${graph.url}/www`, sharedPages: "each" };
  setup = await stage().product.api.call("POST", setups, body);
});
afterAll(() => graph.close());

const call = <T>(...[method, path, body]: Parameters<ReturnType<typeof stage>["product"]["api"]["call"]>) =>
  stage().product.api.call<T>(method, path, body);

/** A new connection in a new account; answers its address. */
async function makeConnection(): Promise<string> {
  account += 1;
  await call("POST", "/v1/accounts", { name: "Owner", externalId: `owner-${account}` });
  const wanted = { connector, setup: setup.id, name: "Page" };
  const connections = `/v1/accounts/owner-${account}/connections`;
  const { id } = await call<{ id: string }>("POST", connections, wanted);
  return `${connections}/${id}`;
}

/** One person's browser: it keeps cookies, follows redirects of ours, and stops where it is led elsewhere. */
function openBrowser() {
  const jar = new Map<string, string>();
  const { api } = stage().product;
  const own = new Set([api.url, api.url.replace("127.0.0.1", "localhost")]);
  return async function visit(address: string): Promise<{ url: string; page: Said<Failure> | null }> {
    let url = new URL(address, api.url);
    for (let hop = 0; hop < 10; hop++) {
      if (!own.has(url.origin)) return { url: url.href, page: null };
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
      const headers = { cookie, host: new URL(api.url.replace("127.0.0.1", "localhost")).host };
      const page = await talk(api, "GET", url.pathname + url.search, { anonymous: true, headers });
      for (const each of [page.headers["set-cookie"] ?? []].flat()) {
        const [name = "", value = ""] = (each.split(";", 1)[0] ?? "").split("=", 2);
        jar.set(name, value);
      }
      const { location } = page.headers;
      if (page.status < 300 || page.status >= 400 || typeof location !== "string") return { url: url.href, page };
      url = new URL(location, url);
    }
    throw new Error(`${address} leads round in circles.`);
  };
}
type Visit = ReturnType<typeof openBrowser>;

/** From our page to the dialog: by redirects, or by the first link that there is. */
async function toDialog(visit: Visit, address: string): Promise<URL> {
  const first = await visit(address);
  if (first.page === null) return new URL(first.url);
  expect([first.page.status, first.page.headers["content-type"]]).toEqual([200, expect.stringMatching(/^text\/html/)]);
  const link = /<a [^>]*href="([^"]+)"/.exec(first.page.text)?.[1]?.replaceAll("&amp;", "&");
  return new URL((await visit(new URL(link ?? "", first.url).href)).url);
}

const comeBack = (visit: Visit, query: Record<string, string>) =>
  visit(`/connector/callback?${new URLSearchParams(query)}`);

test("a person signs in on our page, and the Page is chosen over the API", async () => {
  const at = await makeConnection();
  const visit = openBrowser();
  const { authorizationUrl } = await call<{ authorizationUrl: string }>("POST", `${at}/authorize`, {});
  expect(authorizationUrl).toMatch(/^http:\/\/localhost:\d+\/connect\/[\w-]{20,}$/);
  const dialog = await toDialog(visit, authorizationUrl);
  expect(dialog.origin + dialog.pathname).toMatch(new RegExp(`^${graph.url}/www/v\\d+\\.\\d+/dialog/oauth$`));
  const asked = Object.fromEntries(dialog.searchParams);
  expect(asked).toMatchObject({ client_id: app.id, redirect_uri: setup.redirectUri, response_type: "code" });
  expect(asked.scope).toContain("pages_messaging");
  expect((await comeBack(openBrowser(), { code, state: asked.state ?? "" })).page?.status).toBeGreaterThanOrEqual(400);
  expect(await call("GET", at)).toMatchObject({ status: "new" });
  const back = await comeBack(visit, { code, state: asked.state ?? "" });
  expect(back.page?.status).toBe(200);
  expect(back.url).not.toContain(code);
  expect(await call("GET", at)).toMatchObject({ status: "page_required" });
  const choices = await call<{ items: object[]; nextCursor: null }>("GET", `${at}/lookups/pages`);
  expect(choices.nextCursor).toBeNull();
  expect(choices.items).toMatchObject(pages.map(({ id, name }) => ({ value: id, label: name })));
  expect(JSON.stringify(choices)).not.toContain("EAA");
  expect(outcome(await talk(stage().product.api, "PUT", `${at}/page`, { body: { pageId: "1" } }))).toMatch(/^4\d\d /);
  const chosen = await call("PUT", `${at}/page`, { pageId: pages[0]?.id });
  expect(chosen).toMatchObject({ status: "authenticated", page: { id: pages[0]?.id, name: "Bicycles" } });
  expect(graph.subscribed).toContain(pages[0]?.id);
  const health = await call<{ findings: { code: string; message: string }[] }>("GET", `${at}/health`);
  expect(health.findings.length).toBeGreaterThan(0);
  expect((await comeBack(visit, { code, state: asked.state ?? "" })).page?.text).not.toContain("EAA");
  expect(await call("DELETE", `${at}/credentials`)).toMatchObject({ status: "new", page: null });
});

test("a setup link leads the same way for as long as it was wished, and a denial is told with what to do", async () => {
  const at = await makeConnection();
  const link = await call<{ url: string; expiresAt: string }>("POST", `${at}/setup-link`, { expiresIn: 3_600 });
  const left = Date.parse(link.expiresAt) - Date.now();
  expect(left).toBeGreaterThan(3_500_000);
  expect(left).toBeLessThanOrEqual(3_600_000);
  const visit = openBrowser();
  const dialog = await toDialog(visit, link.url);
  const state = dialog.searchParams.get("state") ?? "";
  const denied = await comeBack(visit, { error: "access_denied", error_reason: "user_denied", state });
  expect(denied.page?.text).toMatch(/Try again/);
  expect(await call("GET", at)).toMatchObject({ status: "new" });
  const again = await toDialog(visit, link.url);
  const back = await comeBack(visit, { code, state: again.searchParams.get("state") ?? "" });
  expect(back.page?.text).toContain("Bicycles");
  expect(back.page?.text).not.toMatch(/verify token/i);
  expect(await call("GET", at)).toMatchObject({ status: "page_required" });
});

test("a Graph API without debug_token will do, and a permission that was not granted is named", async () => {
  const at = await makeConnection();
  const visit = openBrowser();
  const { authorizationUrl } = await call<{ authorizationUrl: string }>("POST", `${at}/authorize`);
  const signIn = async () => {
    const state = (await toDialog(visit, authorizationUrl)).searchParams.get("state") ?? "";
    return (await comeBack(visit, { code, state })).page?.text;
  };
  const [messaging = "", ...others] = graph.scopes;
  graph.unknown.add("/debug_token");
  graph.scopes = others;
  expect(await signIn()).toContain(messaging);
  expect(await call("GET", at)).toMatchObject({ status: "new" });
  graph.scopes = [messaging, ...others];
  expect(await signIn()).toContain("Bicycles");
  const credentials = { pageId: pages[1]?.id, pageAccessToken: pages[1]?.access_token };
  expect(await call("PUT", `${at}/credentials`, credentials)).toMatchObject({ status: "authenticated" });
  graph.unknown.clear();
});

test("a person is led back only to origins that are allowed", async () => {
  const at = await makeConnection();
  const { api } = stage().product;
  const returnUrl = "https://app.acme.example/done?x=1";
  for (const way of ["authorize", "setup-link"]) {
    expect(outcome(await talk(api, "POST", `${at}/${way}`, { body: { returnUrl } }))).toBe("422 return_url_refused");
    expect((await talk(api, "POST", `${at}/${way}`, { body: { returnUrl: "javascript:1" } })).status).toBe(400);
  }
  await call("PATCH", "/v1/settings/general", { returnOrigins: ["https://app.acme.example"] });
  for (const way of ["authorize", "setup-link"]) {
    expect((await talk(api, "POST", `${at}/${way}`, { body: { returnUrl } })).status).toBe(200);
  }
});

test("a callback with a state that nobody has, or a link that nobody made, changes nothing and says what to do", async () => {
  const visit = openBrowser();
  for (const query of [{}, { state: "nobody's", code }, { code }, { error: "access_denied" }]) {
    const { page } = await comeBack(visit, query);
    expect(page?.status).toBeGreaterThanOrEqual(400);
    expect(page?.status).toBeLessThan(500);
    expect(page?.headers["content-type"]).toMatch(/^text\/html/);
  }
  expect((await visit("/connect/nobody-made-this")).page?.status).toBe(404);
});

test("a Setup is checked at Facebook, field by field", async () => {
  const check = async (values: object) => {
    const body = { name: "Checked", clientId: app.id, clientSecret: app.secret, graphUrl: graph.url, ...values };
    const { id } = await call<{ id: string }>("POST", setups, body);
    return call("POST", `${setups}/${id}/check`);
  };
  expect(await check({})).toEqual({ ok: true, appName: app.name });
  expect(await check({ clientSecret: "wrong" })).toMatchObject({ ok: false, field: "clientSecret" });
  expect(await check({ clientId: "880000000000799" })).toMatchObject({ ok: false, field: "clientId" });
  expect(await check({ graphUrl: "http://127.0.0.1:9" })).toMatchObject({ ok: false, field: null });
});

test("a webhook is registered with callback URL and fields, but never over a foreign one unless that is wished", async () => {
  const { api } = stage().product;
  const register = `${setups}/${setup.id}/register-webhook`;
  const { webhookUrl } = await call<{ webhookUrl: string }>("GET", `${setups}/${setup.id}`);
  graph.registered = { callback_url: "https://somebody.else/hook", fields: ["feed"] };
  const refused = await talk(api, "POST", register, { body: {} });
  expect(outcome(refused)).toBe("409 foreign_webhook");
  expect(refused.json.error.details).toMatchObject({ url: "https://somebody.else/hook" });
  expect(graph.registered.callback_url).toBe("https://somebody.else/hook");
  await call("POST", register, { force: true });
  expect(graph.registered).toMatchObject({ callback_url: webhookUrl });
  expect(graph.registered.fields).toEqual(expect.arrayContaining(["messages", "messaging_postbacks", "feed"]));
  expect((await talk(api, "POST", register)).status).toBe(200);
});

test("a Setup's health has a checklist, and rejections by reason", async () => {
  const { api } = stage().product;
  const { webhookUrl } = await call<{ webhookUrl: string }>("GET", `${setups}/${setup.id}`);
  const body = '{"object":"page","entry":[]}';
  const headers = { "x-hub-signature-256": `sha256=${"0".repeat(64)}` };
  const path = new URL(webhookUrl).pathname;
  expect((await talk(api, "POST", path, { anonymous: true, headers, body })).status).toBe(403);
  interface Health {
    checklist: object[];
    rejections: { reason: string; count: number; lastAt: string }[];
  }
  const { checklist, rejections } = await call<Health>("GET", `${setups}/${setup.id}/health`);
  expect(checklist.length).toBeGreaterThan(5);
  expect(rejections).toMatchObject([{ count: 1, lastAt: expect.stringMatching(/Z$/) }]);
  expect(rejections[0]?.reason).toMatch(/signature/);
});
