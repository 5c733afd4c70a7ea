import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestServer, type TestServer, withKey } from "./testing/test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());

async function createClient(): Promise<{ id: string; clientSecret: string }> {
  const answer = await server.api.inject({
    method: "POST",
    url: "/v1/api-clients",
    headers: withKey,
    payload: { name: "Billing" },
  });
  expect(answer.statusCode).toBe(201);
  return answer.json();
}

const form = (fields: Record<string, string>) => ({
  headers: { "content-type": "application/x-www-form-urlencoded" },
  payload: new URLSearchParams({ grant_type: "client_credentials", ...fields }).toString(),
});

let address = 0;
const ask = (request: { headers?: Record<string, string>; payload?: string | object }) =>
  server.api.inject({ method: "POST", url: "/oauth/token", remoteAddress: `10.0.1.${++address}`, ...request });

const me = (token: string) => server.api.inject({ url: "/v1/me", headers: { authorization: `Bearer ${token}` } });

describe("an API client", () => {
  test("gets a token by form, by JSON and by HTTP Basic, and is known by it for an hour", async () => {
    const { id, clientSecret } = await createClient();
    const basic = Buffer.from(`${id}:${clientSecret}`).toString("base64");
    const answers = [
      await ask(form({ client_id: id, client_secret: clientSecret })),
      await ask({ payload: { grant_type: "client_credentials", client_id: id, client_secret: clientSecret } }),
      await ask({
        headers: { "content-type": "application/x-www-form-urlencoded", authorization: `Basic ${basic}` },
        payload: "grant_type=client_credentials",
      }),
    ];
    for (const answer of answers) {
      expect(answer.statusCode).toBe(200);
      expect(answer.headers["cache-control"]).toBe("no-store");
      expect(answer.json()).toMatchObject({ token_type: "Bearer", expires_in: 3600 });
      expect((await me(answer.json().access_token)).json()).toEqual({ kind: "client", name: "Billing" });
    }
    server.clock.pass(3600 * 1000);
    expect((await me(answers[0]?.json().access_token)).statusCode).toBe(401);
  });

  test("is refused with a wrong secret or id, alike", async () => {
    const { id } = await createClient();
    const wrongSecret = await ask(form({ client_id: id, client_secret: "wrong" }));
    const wrongId = await ask(form({ client_id: "cli_01jd0000000000000000000000", client_secret: "wrong" }));
    const noId = await ask(form({ client_id: "nonsense", client_secret: "wrong" }));
    for (const answer of [wrongSecret, wrongId, noId]) {
      expect(answer.statusCode).toBe(401);
      expect(answer.json()).toEqual(wrongSecret.json());
    }
    expect((await ask(form({}))).statusCode).toBe(400);
    expect((await ask(form({ grant_type: "password" }))).statusCode).toBe(400);
  });

  test("shows its secret once, keeps it as a hash, and makes no further clients", async () => {
    const { id, clientSecret } = await createClient();
    const token = (await ask(form({ client_id: id, client_secret: clientSecret }))).json().access_token;
    const list = await server.api.inject({ url: "/v1/api-clients", headers: { authorization: `Bearer ${token}` } });
    expect(list.json().items[0]).toMatchObject({ id, name: "Billing" });
    expect(list.body).not.toContain(clientSecret);
    const { rows } = await server.database.pool.query(
      "SELECT (SELECT json_agg(c) FROM api_client c)::text || (SELECT json_agg(t) FROM api_token t)::text AS text",
    );
    expect(rows[0].text).not.toContain(clientSecret);
    expect(rows[0].text).not.toContain(token);
    const more = await server.api.inject({
      method: "POST",
      url: "/v1/api-clients",
      headers: { authorization: `Bearer ${token}` },
      payload: { name: "More" },
    });
    expect(more.statusCode).toBe(403);
  });

  test("is deleted with its tokens", async () => {
    const { id, clientSecret } = await createClient();
    const token = (await ask(form({ client_id: id, client_secret: clientSecret }))).json().access_token;
    const remove = () => server.api.inject({ method: "DELETE", url: `/v1/api-clients/${id}`, headers: withKey });
    expect((await remove()).statusCode).toBe(204);
    expect((await remove()).statusCode).toBe(404);
    expect((await me(token)).statusCode).toBe(401);
    expect((await ask(form({ client_id: id, client_secret: clientSecret }))).statusCode).toBe(401);
  });
});
