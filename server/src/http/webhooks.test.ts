import { once } from "node:events";
import { request as send } from "node:http";
import { connect } from "node:net";
import type { Connector } from "@velodrome/kit";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createLog } from "../base/log.ts";
import type { ReceiveDeps } from "../ingest/receive.ts";
import type { Api } from "./api.ts";
import { createHttpServer, type HttpServerDeps } from "./server.ts";
import { registerWebhooks } from "./webhooks.ts";

const databaseDown = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });

/** Its requests are genuine unless they say otherwise; what they bring is kept as it is. */
const webhooks = {
  handshake: () => ({ kind: "wrong_mode" }),
  authenticate: ({ headers }: { headers: Record<string, unknown> }) =>
    headers["x-lies"] === undefined ? "genuine" : "wrong_signature",
  split: (body: Buffer) => [body.toString("hex")],
  acknowledgement: "TAKEN",
} as unknown as NonNullable<Connector["webhooks"]>;

describe("a webhook is answered the same by the shortcut and by the framework", () => {
  let api: Api;
  let url: string;
  let kept: unknown[];
  /** What keeping waits for. */
  let held: PromiseWithResolvers<void> | null;

  beforeEach(async () => {
    kept = [];
    held = null;
    const setup = { id: "1", values: { clientId: "1", clientSecrets: [] } };
    const keep = async (items: readonly unknown[]) => {
      kept.push(...items);
      await held?.promise;
    };
    const deps: ReceiveDeps = {
      connectors: new Map([["chat", { webhooks } as Connector]]),
      setups: {
        byKey: async (_connector, key) => {
          if (key === "down") throw databaseDown;
          return key.startsWith("key") ? setup : null;
        },
        refresh: async () => setup,
      },
      keeper: { keep, drain: async () => {} },
      requireRoom: () => {},
      reject: async () => {},
      genuine: () => {},
      verifyToken: { matches: async () => false, markVerified: async () => {} },
    };
    api = await createHttpServer({
      log: createLog({ level: "silent", pretty: false }),
      trustProxy: "loopback",
      consoleFolder: null,
      version: "0.0.0",
    } as HttpServerDeps);
    registerWebhooks(api, deps);
    url = await api.listen({ port: 0, host: "127.0.0.1" });
  });
  afterEach(() => api.close());

  /** Over the network, where the shortcut is, and past it. */
  async function both(path: string, payload: Buffer, headers: Record<string, string> = {}) {
    const near = await api.inject({ method: "POST", url: path, payload, headers });
    const answer = await fetch(`${url}${path}`, { method: "POST", body: new Uint8Array(payload), headers });
    const far = { status: answer.status, type: answer.headers.get("content-type"), text: await answer.text() };
    return [far, { status: near.statusCode, type: near.headers["content-type"], text: near.body }];
  }

  test.each([
    ["what is kept", "/webhooks/chat/key-1", {}, 200, "TAKEN"],
    ["a key that is written otherwise", "/webhooks/chat/ke%79-1", {}, 200, "TAKEN"],
    ["a query", "/webhooks/chat/key-1?a=b", {}, 200, "TAKEN"],
    ["a wrong signature", "/webhooks/chat/key-1", { "x-lies": "1" }, 403, "Forbidden"],
    ["an unknown key", "/webhooks/chat/other", {}, 404, "Not found"],
    ["an unknown connector", "/webhooks/mail/key-1", {}, 404, "Not found"],
  ])("%s", async (_what, path, headers, status, text) => {
    const answers = await both(path, Buffer.from("{}"), headers);
    expect(answers[0]).toEqual({ status, type: "text/plain; charset=utf-8", text });
    expect(answers[1]).toEqual(answers[0]);
    expect(kept).toEqual(status === 200 ? ["7b7d", "7b7d"] : []);
  });

  test("bytes of any length, whatever their content type says", async () => {
    for (const length of [0, 1, 256 * 1024, 256 * 1024 + 1, 1024 * 1024]) {
      const body = Buffer.alloc(length, "\xff\0ä");
      kept = [];
      const answers = await both("/webhooks/chat/key-1", body, { "content-type": "no type at all" });
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      expect(kept.map((hex) => hex === body.toString("hex"))).toEqual([true, true]);
    }
  });

  test("bytes of unknown length", async () => {
    const request = send(`${url}/webhooks/chat/key-1`, { method: "POST" });
    request.write("{");
    request.end("}");
    const [response] = await once(request, "response");
    expect(response.resume().statusCode).toBe(200);
    expect(kept).toEqual(["7b7d"]);
  });

  test("several on one connection are answered in their order, whichever way they go", async () => {
    const { port } = new URL(url);
    const socket = connect(Number(port), "127.0.0.1");
    const post = (path: string, body: string) =>
      `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    const key = "/webhooks/chat/key-1";
    socket.write([post(key, "a"), post(`${key}?a=b`, "b"), post("/webhooks/chat/other", "c"), post(key, "d")].join(""));
    let text = "";
    socket.on("data", (piece) => {
      text += piece.toString();
    });
    const statuses = () => [...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status);
    await expect.poll(statuses).toEqual(["200", "200", "404", "200"]);
    socket.destroy();
  });

  test("one in hand when the server closes is kept and answered; one whose sender is gone harms nobody", async () => {
    const path = `${url}/webhooks/chat/key-1`;
    held = Promise.withResolvers();
    const answer = fetch(path, { method: "POST", body: "a" });
    const leaving = new AbortController();
    const left = fetch(path, { method: "POST", body: "b", signal: leaving.signal }).catch(() => "gone");
    await expect.poll(() => kept.toSorted()).toEqual(["61", "62"]);
    leaving.abort();
    expect(await left).toBe("gone");
    const closing = api.close();
    held.resolve();
    expect((await answer).status).toBe(200);
    await closing;
  });

  test("more than 4 MiB", async () => {
    const [far, near] = await both("/webhooks/chat/key-1", Buffer.alloc(4 * 1024 * 1024 + 1));
    expect([far?.status, near?.status]).toEqual([413, 413]);
    expect(kept).toEqual([]);
  });

  test("a database that does not answer", async () => {
    for (const { status, type, text } of await both("/webhooks/chat/down", Buffer.from("{}"))) {
      expect([status, type]).toEqual([503, "application/json; charset=utf-8"]);
      expect(JSON.parse(text).error.code).toBe("unavailable");
    }
  });
});
