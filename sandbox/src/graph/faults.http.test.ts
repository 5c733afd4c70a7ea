import { afterEach, beforeEach, expect, it } from "vitest";
import type { Sandbox } from "../app.ts";
import { demo, demoSandbox, graph, personSays } from "../testing/demo.ts";

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await demoSandbox({});
  await personSays(sandbox, { text: "hi" });
});

afterEach(() => sandbox.close());

async function order(fault: object): Promise<number> {
  const headers = { host: "localhost" };
  return (await sandbox.server.inject({ method: "POST", url: "/_sandbox/faults", headers, payload: fault })).statusCode;
}

const body = { recipient: { id: demo.person.id }, message: { text: "Hello" } };
const send = () => graph(sandbox, "POST", `/me/messages?access_token=${demo.page.accessToken}`, body);
const sent = () => sandbox.world.state.threads[0]?.messages.filter((message) => message.from === "page").length;

it("answers the ordered error, with its headers, and then works again", async () => {
  const error = { status: 429, code: 613, subcode: 1996, message: "Too fast", headers: { "retry-after": "7" } };
  expect(await order({ match: { page: demo.page.id, edge: "messages" }, times: 1, error })).toBe(201);
  const answer = await send();
  expect(answer).toMatchObject({
    status: 429,
    headers: { "retry-after": "7" },
    body: { error: { code: 613, error_subcode: 1996, message: "Too fast" } },
  });
  expect(sent()).toBe(0);
  expect((await send()).status).toBe(200);
});

it("sends and then says it failed", async () => {
  await order({ match: { edge: "messages" }, sendThenFail: true });
  expect(await send()).toMatchObject({ status: 500, body: { error: { code: 1, error_subcode: 1_357_046 } } });
  expect(sent()).toBe(1);
});

it("drops the connection without an answer", async () => {
  const url = await sandbox.server.listen({ port: 0, host: "127.0.0.1" });
  await order({ dropConnection: true });
  const call = () =>
    fetch(`${url}/me/messages?access_token=${demo.page.accessToken}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  await expect(call()).rejects.toThrow("fetch failed");
  expect(sent()).toBe(0);
  expect((await call()).status).toBe(200);
  expect(sandbox.world.state.calls.at(0)).toMatchObject({ status: null, psid: demo.person.id, pageId: demo.page.id });
});

it("refuses an order that means nothing", async () => {
  expect(await order({ times: 1 })).toBe(400);
  expect(await order({ delayMs: 1, nonsense: true })).toBe(400);
});

it("lists calls from a number on, without secrets", async () => {
  await send();
  await send();
  const answer = await graph(sandbox, "GET", "/_sandbox/calls?since=1");
  expect(answer.body).toMatchObject({
    last: 2,
    calls: [{ seq: 2, method: "POST", path: "/me/messages", status: 200, params: { message: { text: "Hello" } } }],
  });
  expect(JSON.stringify(answer.body)).not.toContain(demo.page.accessToken);
  expect(JSON.stringify((await graph(sandbox, "GET", "/_sandbox/state")).body)).not.toMatch(/PAGE-TOKEN|app-secret/);
});
