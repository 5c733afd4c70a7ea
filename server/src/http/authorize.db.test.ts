import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ensureFirstAdministrator } from "../account/first-administrator.ts";
import { createTestServer, publicUrl, type TestServer, withKey } from "./testing/test-server.ts";

const administrator = { email: "Ada@example.com", password: "correct horse battery" };

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
  await ensureFirstAdministrator(server.database, administrator);
});
afterAll(() => server.close());

const signIn = (password: string, headers: Record<string, string> = { origin: publicUrl }, ip = "10.0.0.1") =>
  server.api.inject({
    method: "POST",
    url: "/api/auth/sign-in/email",
    headers: { host: "localhost:3000", ...headers },
    remoteAddress: ip,
    payload: { email: administrator.email, password },
  });

async function cookieOf(headers?: Record<string, string>): Promise<string> {
  const answer = await signIn(administrator.password, headers);
  expect(answer.statusCode).toBe(200);
  return answer.cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
}

const me = (headers: Record<string, string>) => server.api.inject({ url: "/v1/me", headers });

describe("/v1", () => {
  test("nobody is let in without saying who they are", async () => {
    for (const url of ["/v1/me", "/v1/accounts", "/v1/accounts/any", "/%76%31/accounts", "/v1/settings/general"]) {
      const answer = await server.api.inject({ url });
      expect(answer.statusCode).toBe(401);
      expect(answer.json().error.code).toBe("unauthenticated");
    }
  });

  test.each(["Bearer wrong", "Bearer", "Basic abc", "key-of-the-partner", ""])(
    "refuses Authorization: %s",
    async (text) => {
      expect((await me({ authorization: text })).statusCode).toBe(401);
    },
  );

  test("the key of the environment is a caller", async () => {
    expect((await me(withKey)).json()).toEqual({ kind: "api-key", name: "VELODROME_API_KEY" });
  });

  test("a wrong bearer token is not saved by a right cookie", async () => {
    expect((await me({ authorization: "Bearer wrong", cookie: await cookieOf() })).statusCode).toBe(401);
  });
});

describe("a person", () => {
  test("signs in and is known by the cookie, which pages cannot read and foreign sites cannot send", async () => {
    const answer = await signIn(administrator.password);
    const [cookie] = answer.cookies;
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/" });
    expect(cookie).not.toHaveProperty("secure");
    const known = await me({ host: "localhost:3000", cookie: await cookieOf() });
    expect(known.json()).toEqual({ kind: "person", name: "Ada", email: "ada@example.com" });
  });

  test("is refused with a wrong password", async () => {
    expect((await signIn("wrong password")).statusCode).toBe(401);
  });

  test("changes something only from a page of ours", async () => {
    const cookie = await cookieOf();
    const post = (headers: Record<string, string>) =>
      server.api.inject({
        method: "POST",
        url: "/v1/accounts",
        headers: { host: "localhost:3000", cookie, ...headers },
        payload: { name: "By a person" },
      });
    for (const headers of [
      {},
      { origin: "https://evil.example" },
      { origin: "null" },
      { origin: "http://localhost:3001" },
    ]) {
      const answer = await post(headers);
      expect(answer.statusCode).toBe(403);
      expect(answer.json().error.code).toBe("forbidden");
    }
    expect((await post({ origin: publicUrl })).statusCode).toBe(201);
    const otherPort = { host: "127.0.0.1:4000", origin: "http://127.0.0.1:4000" };
    expect((await post(otherPort)).statusCode).toBe(201);
    expect((await post({ host: "evil.example", origin: "http://evil.example" })).statusCode).toBe(403);
  });

  test("cannot sign in from a foreign page", async () => {
    expect((await signIn(administrator.password, { origin: "https://evil.example" })).statusCode).toBe(403);
  });

  test("signs out, and the cookie is worth nothing any more", async () => {
    const cookie = await cookieOf();
    const headers = { host: "localhost:3000", origin: publicUrl, cookie };
    const answer = await server.api.inject({ method: "POST", url: "/api/auth/sign-out", headers });
    expect(answer.statusCode).toBe(200);
    expect((await me({ host: "localhost:3000", cookie })).statusCode).toBe(401);
  });

  test("gets a cookie for https only when asked over https", async () => {
    const answer = await signIn(administrator.password, { "x-forwarded-proto": "https" }, "127.0.0.1");
    expect(answer.cookies[0]).toMatchObject({ secure: true });
    expect(answer.cookies[0]?.name).toMatch(/^__Secure-/);
  });

  test.each(["sign-up/email", "request-password-reset", "delete-user", "../auth/sign-up/email"])(
    "POST /api/auth/%s does not exist",
    async (path) => {
      const payload = { name: "Eve", email: "eve@example.com", password: "long enough" };
      const answer = await server.api.inject({ method: "POST", url: `/api/auth/${path}`, payload });
      expect(answer.statusCode).toBe(404);
    },
  );

  test("who guesses passwords is stopped, and others are not", async () => {
    const answers = [];
    for (let number = 0; number < 21; number++) {
      answers.push(await signIn("wrong password", { origin: publicUrl }, "10.9.9.9"));
    }
    expect(answers.slice(0, 20).every(({ statusCode }) => statusCode === 401)).toBe(true);
    expect(answers[20]?.statusCode).toBe(429);
    expect(answers[20]?.json().error.code).toBe("rate_limited");
    expect((await signIn(administrator.password, { origin: publicUrl }, "10.9.9.8")).statusCode).toBe(200);
  });
});

test("the log has no secrets in it", async () => {
  const cookie = await cookieOf();
  await server.api.inject({ url: "/v1/me?hub.verify_token=sesame&access_token=EAAB", headers: { ...withKey, cookie } });
  const text = server.lines.join("");
  expect(text).toContain("/v1/me");
  for (const secret of ["sesame", "EAAB", "key-of-the-partner", administrator.password, cookie.split("=")[1] ?? "?"]) {
    expect(text).not.toContain(secret);
  }
});
