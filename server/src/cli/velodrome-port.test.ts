import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isVelodromeAt } from "./velodrome-port.ts";

let text = "";
const server = createServer((request, response) => {
  response.writeHead(request.url === "/health/live" ? 200 : 404).end(text);
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => new Promise((resolve) => server.close(resolve)));

test("a port is held by a Velodrome when that says so, and by another program when it says anything else", async () => {
  const place = { host: "127.0.0.1", port: (server.address() as AddressInfo).port };
  text = JSON.stringify({ status: "ok" });
  expect(await isVelodromeAt(place)).toBe(true);
  text = "Welcome to another server";
  expect(await isVelodromeAt(place)).toBe(false);
});

test("where nobody answers, none is", async () => {
  expect(await isVelodromeAt({ host: "127.0.0.1", port: 1 })).toBe(false);
});
