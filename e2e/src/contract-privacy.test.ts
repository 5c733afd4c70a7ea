import { createHmac } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { makeSetup, makeTenant, type Scene, startReplying, type Tenant } from "./harness/scene.ts";
import { outcome, talk } from "./harness/talk.ts";
import { until } from "./harness/until.ts";
import { useProduct } from "./harness/use-product.ts";
import { envelope, newMid, postWebhook, signatureOf, textItem } from "./harness/webhook.ts";

const stage = useProduct();
const page = "612300000000801";
const within = 60_000;
let scene: Scene;
let tenant: Tenant;

beforeAll(async () => {
  const { product, graph } = stage();
  scene = await makeSetup(product.api, graph.url);
  tenant = await makeTenant(product.api, scene, page);
});

const events = (query: string) => stage().product.api.list<{ kind: string }>(`${scene.path}/events?${query}`);
const statusOf = async ({ path, connection }: Tenant) =>
  (await stage().product.api.call<{ status: string }>("GET", `${path}/connections/${connection}`)).status;

test("a webhook is taken with a right signature only, whatever is in it", async () => {
  const { api } = stage().product;
  const path = new URL(scene.url).pathname;
  const body = envelope([{ page, items: [textItem({ page, person: "7801", text: "x" })] }]);
  const post = (headers: Record<string, string>, to = path) =>
    talk(api, "POST", to, { anonymous: true, headers, body });
  const signed = { "x-hub-signature-256": signatureOf(body, scene.secret) };
  for (const headers of [
    {},
    { "x-hub-signature-256": signatureOf(body, "other") },
    { "x-hub-signature-256": "sha256=" },
  ]) {
    expect((await post(headers)).status).toBe(403);
  }
  expect((await post(signed, `${path}x`)).status).toBe(404);
  expect((await post(signed, path.replace("facebook-messenger", "http"))).status).toBe(404);
  expect(await events(`page=${page}`)).toEqual([]);
  const odd = [
    "",
    "{",
    "null",
    "[]",
    '{"object":"page"}',
    '{"object":"page","entry":[{"id":1}]}',
    '"\\ud800"',
    "\u0000",
  ];
  for (const each of odd) expect([each, (await postWebhook(scene, each)).status]).toEqual([each, 200]);
  expect((await events("routed=false")).length).toBeGreaterThanOrEqual(odd.length - 1);
  const lone = `{"object":"page","entry":[{"id":"${page}","messaging":[{"sender":{"id":7802},"recipient":{"id":"${page}"},"message":{"mid":"${newMid()}","text":"\\ud83d"}}]}]}`;
  expect((await postWebhook(scene, lone)).status).toBe(200);
  expect(await events("person=7802")).toMatchObject([{ kind: "message" }]);
});

const kinds: [string, object][] = [
  ["message", { message: { mid: "m_1", text: "x" } }],
  ["message", { message: { mid: "m_2", text: "Yes", quick_reply: { payload: "YES" } } }],
  ["unsend", { message: { mid: "m_1", is_deleted: true } }],
  ["edit", { message_edit: { mid: "m_1", text: "y", num_edit: 1 } }],
  ["echo", { message: { mid: "m_3", text: "x", is_echo: true, app_id: 1 } }],
  ["postback", { postback: { mid: "m_4", title: "Go", payload: "GO" } }],
  ["reaction", { reaction: { mid: "m_1", action: "react", reaction: "love", emoji: "x" } }],
  ["read", { read: { watermark: 1_700_000_000_000 } }],
  ["delivery", { delivery: { mids: ["m_3"], watermark: 1_700_000_000_000 } }],
  ["optin", { optin: { type: "notification_messages", payload: "P" } }],
  ["referral", { referral: { ref: "r", source: "SHORTLINK", type: "OPEN_THREAD" } }],
  ["handover", { pass_thread_control: { new_owner_app_id: "1", metadata: "x" } }],
  ["account-linking", { account_linking: { status: "linked", authorization_code: "A" } }],
  ["policy", { policy_enforcement: { action: "block", reason: "x" } }],
  ["unknown", { something_new: { a: 1 } }],
];

test("an event's kind is what Meta's item says, and its item is kept as it came", async () => {
  const { api } = stage().product;
  const person = "7803";
  const items = kinds.map(([, fields], index) => {
    const item = { sender: { id: person }, recipient: { id: page }, timestamp: 1_700_000_000_000 + index, ...fields };
    return "message" in fields && "is_echo" in (fields.message as object)
      ? { ...item, sender: { id: page }, recipient: { id: person } }
      : item;
  });
  for (const item of items) {
    expect((await postWebhook(scene, envelope([{ page, items: [item] }]))).status).toBe(200);
  }
  interface Event {
    id: string;
    kind: string;
  }
  const kept = (await api.list<Event>(`${tenant.path}/events?page=${page}`)).toReversed().slice(-kinds.length);
  expect(kept.map(({ kind }) => kind)).toEqual(kinds.map(([kind]) => kind));
  for (const [index, { id }] of kept.entries()) {
    const { item } = await api.call<{ item: object }>("GET", `${tenant.path}/events/${id}`);
    expect(item).toEqual(items[index]);
  }
});

function signedRequest(payload: object, secret = scene.secret): string {
  const text = Buffer.from(JSON.stringify({ algorithm: "HMAC-SHA256", issued_at: 1, ...payload })).toString(
    "base64url",
  );
  const signature = createHmac("sha256", secret).update(text).digest("base64url");
  return String(new URLSearchParams({ signed_request: `${signature}.${text}` }));
}

test("Meta's privacy callbacks are taken when signed, and answered with a page that tells how far it is", async () => {
  const { api } = stage().product;
  const path = new URL(scene.url).pathname;
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const post = (to: string, body: string) =>
    talk<{ url: string; confirmation_code: string }>(api, "POST", to, { anonymous: true, headers, body });
  for (const kind of ["deauthorize", "data-deletion"]) {
    const body = signedRequest({ user_id: `9${kind.length}` });
    const answer = await post(`${path}/${kind}`, body);
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({ url: expect.stringMatching(/^http/), confirmation_code: expect.any(String) });
    const { pathname, search } = new URL(answer.json.url);
    expect((await talk(api, "GET", pathname + search, { anonymous: true })).status).toBe(200);
    expect((await post(`${path}/${kind}`, signedRequest({ user_id: "1" }, "other"))).status).toBe(403);
    expect((await post(`${path}/${kind}`, "nothing=at+all")).status).toBe(403);
    expect((await post(`${path}x/${kind}`, body)).status).toBe(404);
  }
});

test("a Page that removed the app is disconnected", async () => {
  const removed = await makeTenant(stage().product.api, scene, "612300000000802");
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const body = signedRequest({ user_id: null, profile_id: "612300000000802" });
  const path = `${new URL(scene.url).pathname}/deauthorize`;
  expect((await talk(stage().product.api, "POST", path, { anonymous: true, headers, body })).status).toBe(200);
  await until("the Page is disconnected", async () => (await statusOf(removed)) !== "authenticated", { within });
});

test("a connection whose token dies needs re-authentication: its events are kept, and the partner is told", async () => {
  const { product, graph } = stage();
  const { api } = product;
  const dying = await makeTenant(api, scene, "612300000000803");
  await startReplying(api, dying, { reply: "x" });
  const dead = { message: "The session is over.", type: "OAuthException", code: 190, error_subcode: 460 };
  graph.refusals.push({ status: 400, body: { error: dead } });
  const write = (text: string) => {
    const items = [textItem({ page: "612300000000803", person: "7804", text })];
    return postWebhook(scene, envelope([{ page: "612300000000803", items }]));
  };
  await write("one");
  const isDead = async () => (await statusOf(dying)) === "needs_reauthentication";
  await until("the connection needs re-authentication", isDead, { within });
  expect((await write("two")).status).toBe(200);
  expect(await api.list(`${dying.path}/events`)).toHaveLength(2);
  const notices = () => api.list<{ connection: string | null }>("/v1/notices");
  const told = async () => (await notices()).some(({ connection }) => connection === dying.connection);
  await until("the partner is told", told, { within });
  const at = `${dying.path}/connections/${dying.connection}`;
  expect(await api.call("PATCH", at, { disabled: true })).toMatchObject({ status: "disabled" });
  expect(outcome(await talk(api, "GET", `${at}/lookups/nothing`))).toBe("404 lookup_not_found");
});
