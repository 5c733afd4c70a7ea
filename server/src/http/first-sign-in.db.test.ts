import { afterEach, beforeEach, expect, test } from "vitest";
import { createFirstSignInLink, ensureFirstAdministrator } from "../account/first-administrator.ts";
import { createTestServer, publicUrl, type TestServer } from "./testing/test-server.ts";

let server: TestServer;
beforeEach(async () => {
  server = await createTestServer();
});
afterEach(() => server.close());

async function newToken(): Promise<string> {
  const link = await createFirstSignInLink(server.database, publicUrl);
  expect(link).toMatch(/^http:\/\/localhost:3000\/first-sign-in\?token=/);
  return new URL(link ?? "").searchParams.get("token") ?? "";
}

const use = (token: string, email = "ada@example.com", password = "long enough") =>
  server.api.inject({
    method: "POST",
    url: "/api/first-sign-in",
    headers: { host: "localhost:3000", origin: publicUrl },
    payload: { token, name: "Ada", email, password },
  });

test("the link makes the administrator, signs them in, and works once", async () => {
  const token = await newToken();
  const answer = await use(token);
  expect(answer.statusCode).toBe(200);
  const cookie = answer.cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const me = await server.api.inject({ url: "/v1/me", headers: { host: "localhost:3000", cookie } });
  expect(me.json()).toEqual({ kind: "person", name: "Ada", email: "ada@example.com" });
  const again = await use(token, "eve@example.com");
  expect(again.statusCode).toBe(403);
  expect(await createFirstSignInLink(server.database, publicUrl)).toBeNull();
});

test("of many who use it at once, one gets in", async () => {
  const token = await newToken();
  const answers = await Promise.all([1, 2, 3, 4].map((number) => use(token, `p${number}@example.com`)));
  expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 403, 403, 403]);
});

test("a wrong token, an older link and a short password make nobody", async () => {
  const older = await newToken();
  const token = await newToken();
  expect((await use("wrong")).statusCode).toBe(403);
  expect((await use(older)).statusCode).toBe(403);
  expect((await use(token, "ada@example.com", "short")).statusCode).toBe(400);
  expect((await use(token)).statusCode).toBe(200);
});

test("the administrator of the environment is made once and never overwritten", async () => {
  expect(await ensureFirstAdministrator(server.database, { email: "a@example.com", password: "first password" })).toBe(
    true,
  );
  expect(await ensureFirstAdministrator(server.database, { email: "a@example.com", password: "other password" })).toBe(
    false,
  );
  expect(await ensureFirstAdministrator(server.database, { email: "b@example.com", password: "other password" })).toBe(
    false,
  );
  const signIn = (password: string) =>
    server.api.inject({
      method: "POST",
      url: "/api/auth/sign-in/email",
      payload: { email: "a@example.com", password },
    });
  expect((await signIn("first password")).statusCode).toBe(200);
  expect((await signIn("other password")).statusCode).toBe(401);
  expect(await createFirstSignInLink(server.database, publicUrl)).toBeNull();
});
