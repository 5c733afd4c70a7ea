import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { handshake } from "./handshake.ts";

let answer: { status: number; body: string };
let url: string;
const server = createServer((_request, response) => {
  response.statusCode = answer.status;
  response.end(answer.body);
});

beforeEach(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});

afterEach(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

it.each([
  [
    { status: 403, body: "wrong\n token" },
    'HTTP Status Code = 403; HTTP Message = Forbidden; the body begins: "wrong token"',
  ],
  [{ status: 500, body: "" }, /Internal Server Error$/],
  [{ status: 200, body: "x".repeat(500) }, `it begins: "${"x".repeat(120)}…"`],
  [{ status: 200, body: "" }, "it begins: (nothing)"],
])("says what came instead of the challenge: %j", async (given, words) => {
  answer = given;
  await expect(handshake({ url, verifyToken: "v" })).rejects.toThrow(words);
});
