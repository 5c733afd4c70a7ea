import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Action, ConnectorError, defineAction } from "@velodrome/kit";
import { MockAgent } from "undici";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { createEgressDispatcher, createTrustedDispatcher } from "../base/egress.ts";
import { createEgressPolicy } from "../base/egress-policy.ts";
import { callAction } from "./action.ts";

let agent = new MockAgent();
beforeEach(() => {
  agent = new MockAgent();
  agent.disableNetConnect();
});
afterEach(() => agent.close());

const sendText = defineAction({
  title: "Send text",
  description: "Sends a text.",
  input: z.object({ text: z.string() }),
  output: z.object({ message_id: z.string() }),
  repeat: "reconcile",
  async call({ http, setup, stepRunId }, { text }) {
    const url = `${setup.graphUrl}/messages?access_token=page-token-1`;
    const { status, body } = await http.request({ method: "POST", url, json: { text, metadata: stepRunId } });
    if (status === 190) throw new TypeError("cannot read id of undefined");
    if (status !== 200) {
      const code = status === 401 ? "token_expired" : "rate_limited";
      throw new ConnectorError(code, {
        message: "Refused.",
        kind: status === 401 ? "terminal" : "retryable",
        reauthenticate: status === 401,
        ...(status === 429 && { retryAfterMs: 7000 }),
        details: { status, body },
      });
    }
    return body as { message_id: string };
  },
});

const setupValues = {
  clientId: "1",
  clientSecrets: ["s"],
  graphUrl: "http://graph.test",
  dialogUrl: null,
  graphVersion: "v25.0",
  scopes: [],
  configId: null,
  systemUser: false,
};
const call = (over: Partial<Parameters<typeof callAction>[0]> = {}) =>
  callAction({
    action: sendText as unknown as Action,
    setup: setupValues,
    credentials: { externalId: "p1", accessToken: "page-token-1" },
    properties: {},
    input: { text: "Hello" },
    stepRunId: "srn_1",
    signal: new AbortController().signal,
    dispatcher: agent,
    ...over,
  });
const answer = (status: number, body: object) =>
  agent
    .get("http://graph.test")
    .intercept({ path: /^\/messages/, method: "POST" })
    .reply(status, body, { headers: { "content-type": "application/json" } });

describe("one attempt of an action", () => {
  test("that succeeds gives its output and what was said, without secrets", async () => {
    answer(200, { message_id: "m_1" });
    const result = await call();
    expect(result).toMatchObject({
      kind: "succeeded",
      output: { message_id: "m_1" },
      request: { method: "POST", body: { text: "Hello", metadata: "srn_1" } },
      response: { status: 200, body: { message_id: "m_1" } },
    });
    expect(JSON.stringify(result)).not.toContain("page-token-1");
  });

  test("that the application refuses says so in the run's words", async () => {
    answer(429, { error: {} });
    expect(await call()).toMatchObject({
      kind: "failed",
      error: { code: "rate_limited", class: "retryable", message: "Refused.", details: { status: 429 } },
      retryAfterMs: 7000,
      reauthenticate: false,
      response: { status: 429 },
    });
    answer(401, { error: {} });
    expect(await call()).toMatchObject({ error: { code: "token_expired", class: "terminal" }, reauthenticate: true });
  });

  test("that the application refuses with a text that repeats the token does not tell it", async () => {
    answer(401, {
      error: { message: "Malformed access token page-token-1", url: "https://x.test/?appsecret_proof=abc" },
    });
    const result = await call();
    expect(result).toMatchObject({
      error: { details: { body: { error: { message: "Malformed access token [redacted]" } } } },
    });
    expect(JSON.stringify(result)).not.toMatch(/page-token-1|proof=abc/);
  });

  test("whose connection breaks after it was sent is uncertain; one that never stood is retryable", async () => {
    const server = createServer((request) => request.socket.destroy());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const dispatcher = createTrustedDispatcher();
    const setup = { ...setupValues, graphUrl: `http://127.0.0.1:${port}` };
    expect(await call({ dispatcher, setup })).toMatchObject({
      kind: "failed",
      error: { code: "connection_lost", class: "uncertain" },
      request: { method: "POST" },
      response: null,
    });
    await new Promise((resolve) => server.close(resolve));
    expect(await call({ dispatcher, setup })).toMatchObject({ error: { class: "retryable" } });
    await dispatcher.close();
  });

  test("whose answer has another shape is not repeated, since it was done", async () => {
    answer(200, { id: 5 });
    expect(await call()).toMatchObject({ kind: "failed", error: { code: "output_invalid", class: "terminal" } });
  });

  test("whose connector breaks after its call is uncertain, before it terminal", async () => {
    answer(190, {});
    expect(await call()).toMatchObject({ error: { code: "connector_failed", class: "uncertain" } });
    const action: Action = {
      ...(sendText as unknown as Action),
      call: () => Promise.reject(new TypeError("x is not a function")),
    };
    expect(await call({ action })).toMatchObject({
      error: { code: "connector_failed", class: "terminal" },
      request: null,
      response: null,
    });
  });

  test("whose answers are together larger than a run keeps was done, fails, and leaves their bodies out", async () => {
    for (const letter of ["a", "b"]) answer(200, { message_id: letter.repeat(3 * 1024 * 1024) });
    const twice: Action = {
      ...(sendText as unknown as Action),
      call: async (context, input) => {
        await sendText.call(context, input as { text: string });
        await sendText.call(context, input as { text: string });
        return { message_id: "m_1" };
      },
    };
    const left = "[left out: larger than a run keeps]";
    expect(await call({ action: twice })).toMatchObject({
      kind: "failed",
      error: { code: "payload_too_large", class: "terminal" },
      request: [{ body: left }, { body: left }],
      response: [
        { status: 200, body: left },
        { status: 200, body: left },
      ],
    });
  });

  test("that is cancelled says so", async () => {
    expect(await call({ signal: AbortSignal.abort() })).toMatchObject({
      error: { code: "cancelled", class: "cancelled" },
    });
  });

  test("to a private address is refused for good", async () => {
    const dispatcher = createEgressDispatcher(createEgressPolicy([]));
    const setup = { ...setupValues, graphUrl: "http://127.0.0.1:9" };
    expect(await call({ dispatcher, setup })).toMatchObject({
      error: { code: "address_not_allowed", class: "terminal" },
      response: null,
    });
    await dispatcher.close();
  });

  test("with several calls keeps them all, in order", async () => {
    answer(200, { message_id: "m_1" });
    answer(200, { message_id: "m_2" });
    const action: Action = {
      ...(sendText as unknown as Action),
      async call(context, input) {
        await (sendText as unknown as Action).call(context, input);
        return (sendText as unknown as Action).call(context, input);
      },
    };
    const result = await call({ action });
    expect(result).toMatchObject({ response: [{ body: { message_id: "m_1" } }, { body: { message_id: "m_2" } }] });
  });
});
