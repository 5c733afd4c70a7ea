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

async function open(isReady = async () => true) {
  const metrics = new Registry();
  const deps = {
    ...{ metrics, isReady, consoleFolder: null, version: "0.0.0", trustProxy: false },
    log: createLog({ level: "info", pretty: false, write: (line) => lines.push(line) }),
  };
  // Nobody is asked who calls from this machine.
  const server = await createWorkerServer(deps as unknown as WorkerServerDeps);
  closing.push(server.close);
  return server;
}
const read = async (url: string) => {
  const answer = await fetch(url);
  return { status: answer.status, text: await answer.text() };
};

test("a worker answers whether it lives and is ready, and its figures, and nothing else", async () => {
  let isReady = true;
  const server = await open(async () => isReady);
  const url = await server.listen({ host: "127.0.0.1", port: 0, isAsked: true });
  expect(await read(`${url}/health/live`)).toEqual({ status: 200, text: '{"status":"ok"}' });
  expect((await read(`${url}/health/ready`)).status).toBe(200);
  isReady = false;
  expect((await read(`${url}/health/ready`)).status).toBe(503);
  expect((await read(`${url}/metrics`)).text).toContain("process_resident_memory_bytes");
  expect((await read(`${url}/v1/accounts`)).status).toBe(404);
  expect((await read(`${url}/webhooks/x/y`)).status).toBe(404);
});

test("a port that is taken ends the start only where it was asked for", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  closing.push(() => new Promise((resolve) => other.close(resolve)));
  const place = { host: "127.0.0.1", port: (other.address() as AddressInfo).port };
  expect(await (await open()).listen({ ...place, isAsked: false })).toBeNull();
  expect(lines.join()).toContain("VELODROME_WORKER_PORT");
  await expect((await open()).listen({ ...place, isAsked: true })).rejects.toThrow(/EADDRINUSE/);
});
