import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Registry } from "prom-client";
import { afterEach, expect, test } from "vitest";
import { createLog } from "../base/log.ts";
import { createWorkerServer, type WorkerServerDeps } from "./worker-server.ts";

const lines: string[] = [];
const closing: (() => unknown)[] = [];
afterEach(async () => {
  lines.length = 0;
  for (const close of closing.splice(0)) await close();
});

function open(isReady = async () => true) {
  const log = createLog({ level: "info", pretty: false, write: (line) => lines.push(line) });
  const database = { pool: { query: async () => ({ rows: [] }) } } as unknown as WorkerServerDeps["database"];
  const clock = { now: () => 0 };
  const server = createWorkerServer({ log, database, clock, isReady, metrics: new Registry(), apiKey: "key" });
  closing.push(server.close);
  return server;
}
const read = async (url: string, headers: Record<string, string> = {}) => {
  const answer = await fetch(url, { headers });
  return { status: answer.status, text: await answer.text() };
};

test("a worker answers whether it lives and is ready, and its figures, and nothing else", async () => {
  let isReady = true;
  const server = open(async () => isReady);
  const url = await server.listen({ host: "127.0.0.1", port: 0, isAsked: true });
  expect(await read(`${url}/health/live`)).toEqual({ status: 200, text: '{"status":"ok"}' });
  expect((await read(`${url}/health/ready`)).status).toBe(200);
  expect((await fetch(`${url}/health/ready`, { method: "HEAD" })).status).toBe(200);
  expect((await fetch(`${url}/health/ready`, { method: "POST" })).status).toBe(404);
  isReady = false;
  expect((await read(`${url}/health/ready`)).status).toBe(503);
  expect((await read(`${url}/metrics`)).text).toContain("process_resident_memory_bytes");
  expect((await read(`${url}/v1/accounts`)).status).toBe(404);
  expect((await read(`${url}/webhooks/x/y`)).status).toBe(404);
});

test("figures are for this machine, and for others with a token", async () => {
  const url = await open().listen({ host: "127.0.0.1", port: 0, isAsked: true });
  const from = { "x-forwarded-for": "203.0.113.7" };
  expect((await read(`${url}/metrics`, from)).status).toBe(401);
  expect((await read(`${url}/metrics`, { ...from, authorization: "Bearer wrong" })).status).toBe(401);
  expect((await read(`${url}/metrics`, { ...from, authorization: "Bearer key" })).status).toBe(200);
  expect((await read(`${url}/health/live`, from)).status).toBe(200);
});

test("a port that is taken ends the start only where it was asked for", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  closing.push(() => new Promise((resolve) => other.close(resolve)));
  const place = { host: "127.0.0.1", port: (other.address() as AddressInfo).port };
  expect(await open().listen({ ...place, isAsked: false })).toBeNull();
  expect(lines.join()).toContain("VELODROME_WORKER_PORT");
  await expect(open().listen({ ...place, isAsked: true })).rejects.toThrow(/EADDRINUSE/);
});
