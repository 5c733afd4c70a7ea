import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureFirstAdministrator } from "../account/first-administrator.ts";
import { registerLive } from "./live.ts";
import { createTestServer, publicUrl, type TestServer } from "./testing/test-server.ts";

const administrator = { email: "ada@example.com", password: "long enough" };
const stopped: string[] = [];
let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
  const leave = (name: string) => () => {
    stopped.push(name);
  };
  registerLive(server.api, {
    audience: server.audience,
    feed: { open: () => leave("account"), openAll: () => leave("all") },
    signal: { listen: () => leave("topics") },
    findAccount: async (id) => ({ id }),
    openWays: () => leave("ways"),
  });
  await ensureFirstAdministrator(server.database, administrator);
});
afterAll(() => server.close());

const headers = { host: "localhost:3000", origin: publicUrl };
async function signIn(): Promise<string> {
  const url = "/api/auth/sign-in/email";
  const { cookies } = await server.api.inject({ method: "POST", url, headers, payload: administrator });
  return cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
}
const listen = async (url: string, cookie: string) => {
  const answer = await server.api.inject({ url, headers: { ...headers, cookie }, payloadAsStream: true });
  expect(answer.statusCode).toBe(200);
  return text(answer.stream());
};

test.each([
  ["/v1/live", "all"],
  ["/v1/accounts/acc_1/live", "account"],
])("%s ends when the session does by which it is heard, and no other", async (url, stream) => {
  const cookie = await signIn();
  const heard = await Promise.all([signIn().then((other) => [listen(url, other)]), [listen(url, cookie)]]);
  stopped.length = 0;
  await server.api.inject({ method: "POST", url: "/api/auth/sign-out", headers: { ...headers, cookie } });
  const [[others], [own]] = heard;
  expect(await own).toContain(": open");
  expect(stopped).toContain(stream);
  expect(await Promise.race([others, Promise.resolve("goes on")])).toBe("goes on");
});
