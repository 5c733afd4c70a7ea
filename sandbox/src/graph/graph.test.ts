import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Sandbox } from "../app.ts";
import { type CallbackServer, callbackServer } from "../testing/callback-server.ts";
import { demo, demoSandbox, graph, personSays } from "../testing/demo.ts";

const pageToken = `access_token=${demo.page.accessToken}`;
const appToken = `access_token=${encodeURIComponent(`${demo.app.id}|${demo.app.secret}`)}`;
const dayMs = 86_400_000;

let sandbox: Sandbox;
let now: number;

beforeEach(async () => {
  now = 1_800_000_000_000;
  sandbox = await demoSandbox({ now: () => now });
});

afterEach(() => sandbox.close());

const send = (message: unknown, more: object = {}) =>
  graph(sandbox, "POST", `/v25.0/${demo.page.id}/messages?${pageToken}`, {
    recipient: { id: demo.person.id },
    message,
    ...more,
  });

describe("POST /{page}/messages", () => {
  it("delivers to the person and answers both ids", async () => {
    await personSays(sandbox, { text: "hi" });
    const answer = await send({ text: "Hello" }, { messaging_type: "RESPONSE" });
    expect(answer.status).toBe(200);
    expect(Object.keys(answer.body)).toEqual(["recipient_id", "message_id"]);
    expect(answer.body.recipient_id).toBe(demo.person.id);
    expect(answer.headers["facebook-api-version"]).toBe("v25.0");
    expect(sandbox.world.state.threads[0]?.messages.at(-1)).toMatchObject({
      mid: answer.body.message_id,
      from: "page",
      content: { text: "Hello" },
    });
  });

  it("takes a form with JSON inside, me, and a bearer token", async () => {
    await personSays(sandbox, { text: "hi" });
    const response = await sandbox.server.inject({
      method: "POST",
      url: "/v25.0/me/messages",
      headers: {
        host: "127.0.0.1",
        authorization: `Bearer ${demo.page.accessToken}`,
        "content-type": "application/x-www-form-urlencoded",
      },
      payload: new URLSearchParams({ recipient: `{"id":"${demo.person.id}"}`, message: '{"text":"a&b"}' }).toString(),
    });
    expect(response.statusCode).toBe(200);
    expect(sandbox.world.state.threads[0]?.messages.at(-1)?.content).toEqual({ text: "a&b" });
  });

  it("answers an action with the recipient only, and mark_seen is seen", async () => {
    await personSays(sandbox, { text: "hi" });
    const answer = await send(undefined, { sender_action: "mark_seen" });
    expect(answer.body).toEqual({ recipient_id: demo.person.id });
    expect(sandbox.world.state.threads[0]?.messages[0]?.state).toBe("seen");
  });

  it("refuses an unknown person: 100/2018001", async () => {
    const answer = await send({ text: "a" }, { recipient: { id: "999" } });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 100, error_subcode: 2_018_001 } } });
  });

  it("keeps the 24 h window, and 7 days for a human agent", async () => {
    const outside = { status: 400, body: { error: { code: 10, error_subcode: 2_018_278, type: "OAuthException" } } };
    expect(await send({ text: "never wrote" })).toMatchObject(outside);
    await personSays(sandbox, { text: "hi" });
    now += dayMs;
    expect((await send({ text: "in time" })).status).toBe(200);
    now += 1;
    expect(await send({ text: "late" })).toMatchObject(outside);
    const human = { messaging_type: "MESSAGE_TAG", tag: "HUMAN_AGENT" };
    expect((await send({ text: "late, but human" }, human)).status).toBe(200);
    now += 6 * dayMs;
    expect(await send({ text: "too late" }, human)).toMatchObject(outside);
  });

  it("writes nothing when it refuses", async () => {
    await personSays(sandbox, { text: "hi" });
    await send({ text: "" });
    await send({ text: "a" }, { sender_action: "typing_on" });
    expect(sandbox.world.state.threads[0]?.messages).toHaveLength(1);
  });

  it("answers broken JSON and other content types in the envelope", async () => {
    for (const type of ["application/json", "application/xml"]) {
      const response = await sandbox.server.inject({
        method: "POST",
        url: `/me/messages?${pageToken}`,
        headers: { host: "localhost", "content-type": type },
        payload: "{",
      });
      expect(response.statusCode).toBe(400);
      expect(response.json().error).toMatchObject({
        code: 100,
        type: "OAuthException",
        fbtrace_id: expect.any(String),
      });
    }
  });
});

describe("tokens", () => {
  it.each([
    ["/v25.0/me", 104],
    ["/v25.0/me?access_token=wrong", 190],
    [`/v25.0/me?${pageToken}&appsecret_proof=00`, 100],
    [`/v25.0/${demo.app.id}/subscriptions?${pageToken}`, 15],
    [`/v25.0/${demo.other.id}/subscriptions?${appToken}`, 100],
    [`/v25.0/12345?${pageToken}`, 100],
    [`/v25.0/me?${pageToken}&fields=id,shoe_size`, 100],
    [`/v25.0/me/likes?${pageToken}`, 2500],
    [`/v25.0/me/messages?${pageToken}`, 100],
  ])("GET %s is refused with %i", async (url, code) => {
    expect(await graph(sandbox, "GET", url)).toMatchObject({ status: 400, body: { error: { code } } });
  });

  it("accepts the right appsecret_proof", async () => {
    const proof = createHmac("sha256", demo.app.secret).update(demo.page.accessToken).digest("hex");
    const answer = await graph(sandbox, "GET", `/me?fields=id,name&${pageToken}&appsecret_proof=${proof}`);
    expect(answer.body).toEqual({ name: demo.page.name, id: demo.page.id });
  });

  it("tells about tokens, also about one nobody knows", async () => {
    const page = await graph(sandbox, "GET", `/debug_token?input_token=${demo.page.accessToken}&${appToken}`);
    expect(page.body.data).toMatchObject({
      type: "PAGE",
      is_valid: true,
      app_id: demo.app.id,
      profile_id: demo.page.id,
    });
    const unknown = await graph(sandbox, "GET", `/debug_token?input_token=x&${appToken}`);
    expect(unknown).toMatchObject({ status: 200, body: { data: { is_valid: false, error: { code: 190 } } } });
  });

  it("gives an app token for the app's secret", async () => {
    const ask = (secret: string) =>
      graph(
        sandbox,
        "GET",
        `/oauth/access_token?grant_type=client_credentials&client_id=${demo.app.id}&client_secret=${secret}`,
      );
    expect((await ask(demo.app.secret)).body.access_token).toBe(`${demo.app.id}|${demo.app.secret}`);
    expect((await ask("wrong")).body.error).toMatchObject({ code: 1 });
  });
});

it("POST /{page-id}/pass_thread_control takes somebody who is there", async () => {
  const url = `/v25.0/${demo.page.id}/pass_thread_control?${pageToken}`;
  const known = { recipient: { id: demo.person.id }, target_app_id: "263902037430900" };
  expect((await graph(sandbox, "POST", url, known)).body).toEqual({ success: true });
  const unknown = { recipient: { id: "999" } };
  expect((await graph(sandbox, "POST", url, unknown)).body.error).toMatchObject({ code: 100 });
});

it("GET /{psid} splits the name", async () => {
  const answer = await graph(sandbox, "GET", `/${demo.person.id}?fields=first_name,last_name&${pageToken}`);
  expect(answer.body).toEqual({ first_name: "Maya", last_name: "Okafor", id: demo.person.id });
});

describe("subscribed_apps", () => {
  const url = `/v25.0/${demo.page.id}/subscribed_apps?${pageToken}`;

  it("needs the list, replaces the old one, and is deleted", async () => {
    expect((await graph(sandbox, "POST", url)).body.error).toMatchObject({ code: 100 });
    expect((await graph(sandbox, "POST", `${url}&subscribed_fields=nonsense`)).body.error).toMatchObject({ code: 100 });
    expect((await graph(sandbox, "POST", `${url}&subscribed_fields=messages,feed`)).body).toEqual({ success: true });
    const { data } = (await graph(sandbox, "GET", url)).body;
    expect(data).toMatchObject([{ id: demo.app.id, name: demo.app.name, subscribed_fields: ["messages", "feed"] }]);
    expect((await graph(sandbox, "DELETE", url)).body).toEqual({ success: true });
    expect((await graph(sandbox, "GET", url)).body).toEqual({ data: [] });
  });

  it("takes a JSON array in the body", async () => {
    await graph(sandbox, "POST", url, { subscribed_fields: ["messages"] });
    expect((await graph(sandbox, "GET", url)).body.data).toMatchObject([{ subscribed_fields: ["messages"] }]);
  });
});

describe("subscriptions", () => {
  const url = `/v25.0/${demo.app.id}/subscriptions?${appToken}`;
  let callback: CallbackServer;

  beforeEach(async () => {
    callback = await callbackServer();
  });

  afterEach(() => callback.close());

  const wanted = (verifyToken: string) => ({
    object: "page",
    callback_url: callback.url,
    verify_token: verifyToken,
    fields: "messages,messaging_postbacks",
  });

  it("saves a callback that answers the handshake, and deletes it", async () => {
    expect((await graph(sandbox, "POST", url, wanted("verify-me"))).body).toEqual({ success: true });
    const { data } = (await graph(sandbox, "GET", url)).body;
    expect(data).toMatchObject([
      { object: "page", callback_url: callback.url, active: true, fields: [{ name: "messages" }, {}] },
    ]);
    await graph(sandbox, "DELETE", `${url}&object=page`);
    expect((await graph(sandbox, "GET", url)).body).toEqual({ data: [] });
  });

  it.each(["http://shop.example/hook", "ftp://localhost/", "hook"])("calls nothing like %s", async (callback_url) => {
    const answer = await graph(sandbox, "POST", url, { ...wanted("verify-me"), callback_url });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 100 } } });
    expect(callback.handshakes).toEqual([]);
  });

  it("keeps what was there when the handshake fails", async () => {
    await graph(sandbox, "POST", url, wanted("verify-me"));
    const answer = await graph(sandbox, "POST", url, { ...wanted("wrong"), fields: "feed" });
    expect(answer.body.error).toMatchObject({ code: 2200, message: expect.stringContaining("HTTP Status Code = 403") });
    expect((await graph(sandbox, "GET", url)).body.data).toMatchObject([{ fields: [{ name: "messages" }, {}] }]);
  });
});
