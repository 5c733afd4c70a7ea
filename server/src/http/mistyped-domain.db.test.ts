import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureFirstAdministrator } from "../account/first-administrator.ts";
import { createTestServer, type TestServer, withKey } from "./testing/test-server.ts";

const administrator = { email: "ada@example.com", password: "correct horse battery" };
const url = "/v1/settings/general";

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
  await ensureFirstAdministrator(server.database, administrator);
});
afterAll(() => server.close());

/** Somebody in front of the console at this host. */
const at = (host: string) => ({ host, origin: `https://${host}`, "x-forwarded-proto": "https" });

async function cookieAt(host: string): Promise<string> {
  const payload = administrator;
  const answer = await server.api.inject({
    method: "POST",
    url: "/api/auth/sign-in/email",
    headers: at(host),
    payload,
  });
  expect(answer.statusCode).toBe(200);
  return answer.cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
}

test("whoever mistyped the Service Domain mends it from where they are; further back nobody is let in", async () => {
  await server.api.inject({ method: "PATCH", url, headers: withKey, payload: { serviceDomain: "first.example" } });
  await server.api.inject({ method: "PATCH", url, headers: withKey, payload: { serviceDomain: "right.example" } });
  const cookie = await cookieAt("right.example");
  const change = async (host: string, serviceDomain: string) => {
    const headers = { ...at(host), cookie };
    return (await server.api.inject({ method: "PATCH", url, headers, payload: { serviceDomain } })).statusCode;
  };
  expect(await change("right.example", "typo.example")).toBe(200);
  expect(await change("first.example", "first.example")).toBe(403);
  expect(await change("right.example", "right.example")).toBe(200);
  await cookieAt("right.example");
});
