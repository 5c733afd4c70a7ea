import { once } from "node:events";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { createLog } from "../base/log.ts";
import type { Api } from "./api.ts";
import { endConnectionsOnClose } from "./close-connections.ts";
import { createHttpServer, type HttpServerDeps } from "./server.ts";

/** Without a caller to look up, nothing below the edge is asked for. */
const createServer = (): Promise<Api> =>
  createHttpServer({
    log: createLog({ level: "silent", pretty: false }),
    trustProxy: "loopback",
    consoleFolder: null,
    version: "0.0.0",
  } as HttpServerDeps);

test("closing lets the request in hand end, drops idle connections and takes no new ones", async () => {
  const api = await createServer();
  const arrived = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  api.get("/slow", async () => {
    arrived.resolve();
    await released.promise;
    return { done: true };
  });
  const url = new URL(await api.listen({ port: 0, host: "127.0.0.1" }));
  const idle = connect(Number(url.port), url.hostname).resume();
  await once(idle, "connect");
  const idleEnd = once(idle, "close");
  const answer = fetch(new URL("/slow", url));
  await arrived.promise;
  const closed = api.close();
  await idleEnd;
  await expect(fetch(new URL("/slow", url))).rejects.toThrow();
  released.resolve();
  expect(await (await answer).json()).toEqual({ done: true });
  await closed;
});

test("closing cuts off a request that does not end in time", async () => {
  const api = await createServer();
  endConnectionsOnClose(api, 1);
  const arrived = Promise.withResolvers<void>();
  api.get("/endless", () => {
    arrived.resolve();
    return Promise.withResolvers<string>().promise;
  });
  const url = await api.listen({ port: 0, host: "127.0.0.1" });
  const answer = fetch(`${url}/endless`);
  const cutOff = expect(answer).rejects.toThrow();
  await arrived.promise;
  await api.close();
  await cutOff;
});

test("a request that does not arrive within two minutes is given up", async () => {
  const api = await createServer();
  expect(api.server.requestTimeout).toBe(120_000);
});

test("a body of 4 MiB is taken, a larger one is refused", async () => {
  const api = await createServer();
  api.post("/echo", async (request) => ({ length: JSON.stringify(request.body).length }));
  const send = (length: number) =>
    api.inject({
      method: "POST",
      url: "/echo",
      headers: { "content-type": "application/json" },
      payload: `"${"x".repeat(length - 2)}"`,
    });
  expect((await send(4 * 1024 * 1024)).json()).toEqual({ length: 4 * 1024 * 1024 });
  const refused = await send(4 * 1024 * 1024 + 1);
  expect(refused.statusCode).toBe(413);
  expect(refused.json().error).toMatchObject({
    code: "payload_too_large",
    message: "The body is larger than the 4096 KiB that this address takes: send less at once.",
  });
});

test("a number of requests that would be an attack elsewhere is no reason to refuse a webhook", async () => {
  const api = await createServer();
  api.post("/webhooks/x/y", async () => "kept");
  const answers = await Promise.all(
    Array.from({ length: 500 }, () => api.inject({ method: "POST", url: "/webhooks/x/y" })),
  );
  expect(answers.every(({ statusCode }) => statusCode === 200)).toBe(true);
});

test("what a caller is told as a reference is one of its kind", async () => {
  const [first, second] = [await createServer(), await createServer()];
  const ids: string[] = [];
  for (const api of [first, second]) {
    api.get("/id", async (request) => {
      ids.push(request.id);
      return "";
    });
    await api.inject({ url: "/id", headers: { "request-id": "forged", "x-request-id": "forged" } });
    await api.inject("/id");
  }
  expect(new Set(ids).size).toBe(4);
  expect(ids).not.toContain("forged");
});

test("an address that cannot be decoded is told in the form of every error", async () => {
  const api = await createServer();
  api.get("/things/:thing", async () => "done");
  const answer = await api.inject("/things/%ff");
  expect(answer.statusCode).toBe(400);
  expect(answer.json()).toMatchObject({ error: { code: "invalid_request", details: {} } });
});
