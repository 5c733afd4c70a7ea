import { get } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Sandbox } from "./app.ts";
import { type CallbackServer, callbackServer } from "./testing/callback-server.ts";
import { demo, demoSandbox, graph, personSays } from "./testing/demo.ts";

let sandbox: Sandbox;
let callback: CallbackServer;

beforeEach(async () => {
  callback = await callbackServer();
  sandbox = await demoSandbox({ callbackUrl: callback.url });
});

afterEach(async () => {
  await sandbox.close();
  await callback.close();
});

const items = () => callback.received.map(({ raw }) => JSON.parse(raw.toString()).entry[0].messaging[0]);

function ask(method: "GET" | "POST" | "PUT", url: string, payload?: object, headers: Record<string, string> = {}) {
  return sandbox.server.inject({
    method,
    url,
    headers: { host: "localhost:3001", ...headers },
    ...(payload ? { payload } : {}),
  });
}

describe("a conversation", () => {
  it("tells the app of the message, the echo, the delivery and the read, in that order", async () => {
    const said = (await personSays(sandbox, { text: "hi" })).json();
    const answer = await graph(sandbox, "POST", `/me/messages?access_token=${demo.page.accessToken}`, {
      recipient: { id: demo.person.id },
      message: { text: "Hello", metadata: "run-1" },
    });
    const read = () => ask("POST", `/_sandbox/people/${demo.person.id}/read`, { page: demo.page.id });
    expect((await read()).json()).toEqual({ seen: 1 });
    expect((await read()).json()).toEqual({ seen: 0 });
    await callback.arrived(4);
    expect(items()).toMatchObject([
      { message: { mid: said.mid, text: "hi" } },
      { message: { mid: answer.body.message_id, is_echo: true, metadata: "run-1", app_id: Number(demo.app.id) } },
      { delivery: { mids: [answer.body.message_id] } },
      { read: { watermark: expect.any(Number) } },
    ]);
  });

  it("shows a conversation with its webhooks and calls", async () => {
    const { mid } = (await personSays(sandbox, { postback: { title: "Order", payload: "O1" } })).json();
    const view = (await ask("GET", `/_sandbox/threads/${demo.page.id}/${demo.person.id}`)).json();
    expect(view).toMatchObject({
      messages: [{ mid, kind: "postback" }],
      deliveries: [{ mid, field: "messaging_postbacks" }],
    });
  });

  it.each([
    [{}, 400],
    [{ text: "" }, 400],
    [{ text: "a", postback: { title: "b", payload: "c" } }, 400],
    [{ text: "a", page: "404" }, 404],
  ])("refuses %j with %i", async (said, status) => {
    expect((await personSays(sandbox, said)).statusCode).toBe(status);
  });

  it("adds a person with a PSID of digits", async () => {
    const answer = await ask("POST", "/_sandbox/people", { name: " Ana " });
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toMatchObject({ name: "Ana", id: expect.stringMatching(/^[1-9]\d{15}$/) });
    expect((await ask("POST", "/_sandbox/people", { name: "  " })).statusCode).toBe(400);
  });
});

describe("the dashboard", () => {
  const webhook = (verifyToken: string) => ({ url: callback.url, verifyToken, fields: ["messages"] });

  it("verifies before it saves", async () => {
    const url = `/_sandbox/apps/${demo.other.id}/webhook`;
    const refused = await ask("PUT", url, webhook("wrong"));
    expect(refused.statusCode).toBe(422);
    expect(refused.json().error.message).toContain("HTTP Status Code = 403");
    const page = await ask("PUT", url, { ...webhook("verify-me"), url: "http://127.0.0.1:9/" });
    expect(page.json().error.message).toMatch(/refused|bad port/);
    expect(sandbox.world.state.apps[1]?.callback).toBeNull();
    expect((await ask("PUT", url, webhook("verify-me"))).statusCode).toBe(200);
    expect(sandbox.world.state.apps[1]).toMatchObject({ callback: { state: "verified" }, fields: ["messages"] });
  });

  it("shows a secret only when asked for it", async () => {
    expect((await ask("GET", `/_sandbox/apps/${demo.app.id}/secret`)).json()).toEqual({ secret: demo.app.secret });
    expect((await ask("GET", `/_sandbox/pages/${demo.page.id}/token`)).json()).toEqual({
      accessToken: demo.page.accessToken,
    });
  });

  it("subscribes a Page and lets go of it", async () => {
    const url = `/_sandbox/pages/${demo.page.id}/apps/${demo.app.id}`;
    expect((await ask("PUT", url, { fields: ["messages"] })).json().apps).toEqual([
      { id: demo.app.id, fields: ["messages"] },
    ]);
    expect((await ask("PUT", url, { fields: [] })).json().apps).toEqual([]);
    expect((await ask("PUT", url, { fields: ["nonsense"] })).statusCode).toBe(400);
  });
});

describe("what it keeps out", () => {
  it.each(["evil.example", "evil.example:3001", "localhost.evil.example"])("the host %j", async (host) => {
    expect((await ask("GET", "/_sandbox/state", undefined, { host })).statusCode).toBe(421);
    expect((await ask("GET", "/", undefined, { host })).statusCode).toBe(421);
  });

  it.each(["localhost", "LOCALHOST:3001", "127.0.0.1:3001", "[::1]:3001"])("but not the host %j", async (host) => {
    expect((await ask("GET", "/_sandbox/state", undefined, { host })).statusCode).toBe(200);
  });

  it("another site's request", async () => {
    const person = { name: "Eve" };
    const origin = "http://evil.example";
    expect((await ask("POST", "/_sandbox/people", person, { origin })).statusCode).toBe(403);
    expect((await ask("POST", "/_sandbox/people", person, { origin: "http://localhost:3001" })).statusCode).toBe(201);
    expect(
      (await ask("GET", "/_sandbox/state", undefined, { origin })).headers["access-control-allow-origin"],
    ).toBeUndefined();
  });

  it("scripts that are not its own", async () => {
    const page = await ask("GET", "/?page=1&person=2");
    expect(page.statusCode).toBe(200);
    expect(page.headers["content-security-policy"]).toContain("script-src 'self';");
    expect(page.body).not.toMatch(/<script(?![^>]*src=)|\son\w+=|style=/);
  });

  it("paths outside the page's folder", async () => {
    expect((await ask("GET", "/page/%2e%2e/main.ts")).statusCode).toBe(400);
    expect((await ask("GET", "/page/main.js")).headers["content-type"]).toContain("text/javascript");
    expect((await ask("GET", "/_sandbox/nothing")).statusCode).toBe(404);
  });
});

it("leads from a Page's address to its chat", async () => {
  const { statusCode, headers } = await ask("GET", "/m.me/a%26b");
  expect([statusCode, headers.location]).toEqual([303, "/?page=a%26b"]);
});

it("tells live what happens", async () => {
  await sandbox.server.listen({ port: 0, host: "127.0.0.1" });
  const { port } = sandbox.server.server.address() as AddressInfo;
  const told = new Promise<string>((resolve, reject) => {
    const request = get(`http://127.0.0.1:${port}/_sandbox/live`, (response) => {
      expect(response.headers["content-type"]).toContain("text/event-stream");
      let text = "";
      response.on("data", (chunk: Buffer) => {
        text += chunk.toString();
        if (text.startsWith("retry:") && !text.includes("data:")) void personSays(sandbox, { text: "live?" });
        if (text.includes('"live?"')) {
          request.destroy();
          resolve(text);
        }
      });
    });
    request.on("error", reject);
  });
  expect(await told).toMatch(/^data: \{"type":"message"/m);
});
