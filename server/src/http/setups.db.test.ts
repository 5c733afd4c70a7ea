import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fromWire, newId } from "../base/id.ts";
import { ensureInstallationSecret } from "../account/installation-secret.ts";
import { createSetupCache } from "../connection/setup-cache.ts";
import { countReasons } from "../connection/setup-count-store.ts";
import { markVerified, verifyTokenMatches } from "../connection/verify-token.ts";
import { createResourceServer, type ResourceServer } from "./testing/resource-server.ts";

let server: ResourceServer;
beforeAll(async () => {
  server = await createResourceServer();
});
afterAll(() => server.close());

const setups = "/v1/connectors/chat/setups";
const wanted = { name: "Acme's app", clientId: "123", clientSecret: "secret-one" };
const create = async (more: object = {}) => (await server.call("POST", setups, { ...wanted, ...more })).body;
const rowId = (id: string) => fromWire("setup", id) ?? "";

describe("Setups", () => {
  test("POST takes the connector's defaults and answers the addresses to paste, never the secret", async () => {
    const { status, body, text } = await server.call("POST", setups, { ...wanted, verifyToken: "verify-me-please" });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      connector: "chat",
      name: "Acme's app",
      clientId: "123",
      hasClientSecret: true,
      hasVerifyToken: true,
      scopes: ["read", "write"],
      graphVersion: "v25.0",
      graphUrl: null,
      live: false,
      redirectUri: "http://localhost:3000/connector/callback",
    });
    const { webhookUrl } = body;
    expect(webhookUrl).toMatch(/^http:\/\/localhost:3000\/webhooks\/chat\/[A-Za-z0-9_-]{32}$/);
    expect(body.deauthorizeUrl).toBe(`${webhookUrl}/deauthorize`);
    expect(body.dataDeletionUrl).toBe(`${webhookUrl}/data-deletion`);
    const answers = [
      text,
      (await server.call("GET", `${setups}/${body.id}`)).text,
      (await server.call("GET", setups)).text,
    ];
    for (const answer of [...answers, server.lines.join("\n")])
      expect(answer).not.toMatch(/secret-one|verify-me-please/);
    const { rows } = await server.database.pool.query("SELECT * FROM setup WHERE id = $1", [rowId(body.id)]);
    expect(rows[0].client_secrets.includes("secret-one")).toBe(false);
  });

  test("of several that are to be the default at once, each answer is right and one stays it", async () => {
    const more = (at: number) => ({ ...wanted, name: `At once ${at}`, isDefault: true });
    const made = await Promise.all([1, 2, 3, 4, 5, 6].map((at) => server.call("POST", setups, more(at))));
    expect(made.map(({ status }) => status)).toEqual(Array(6).fill(201));
    const changed = await Promise.all(
      made.flatMap(({ body }) => [
        server.call("PATCH", `${setups}/${body.id}`, { isDefault: true }),
        server.call("PATCH", `${setups}/${body.id}`, { isDefault: true }),
      ]),
    );
    expect(changed.map(({ status }) => status)).toEqual(Array(12).fill(200));
    const gone = await Promise.all(made.map(({ body }) => server.call("DELETE", `${setups}/${body.id}`)));
    expect(gone.map(({ status }) => status)).toEqual(Array(6).fill(204));
    const { rows } = await server.database.pool.query("SELECT FROM setup WHERE connector = 'chat' AND is_default");
    expect(rows).toHaveLength(1);
  });

  test("PATCH changes what it names and leaves the rest, the key above all", async () => {
    const before = await create({ graphUrl: "http://localhost:3001", configId: "9", verifyToken: "one" });
    const after = (await server.call("PATCH", `${setups}/${before.id}`, { name: "New", live: true, configId: null }))
      .body;
    expect(after).toEqual({ ...before, name: "New", live: true, configId: null, loginKind: "facebook-login" });
    expect((await server.call("PATCH", `${setups}/${before.id}`, { verifyToken: null })).body.hasVerifyToken).toBe(
      false,
    );
    expect((await server.call("PATCH", `${setups}/${before.id}`, {})).body.webhookUrl).toBe(before.webhookUrl);
    expect((await server.call("GET", `${setups}/${before.id}`)).body).toEqual({ ...after, hasVerifyToken: false });
  });

  test("the list is paged, newest first", async () => {
    const made = [await create(), await create(), await create()].map(({ id }) => id);
    const first = (await server.call("GET", `${setups}?limit=2`)).body;
    expect(first.items.map(({ id }: { id: string }) => id)).toEqual([made[2], made[1]]);
    const second = (await server.call("GET", `${setups}?limit=2&cursor=${first.nextCursor}`)).body;
    expect(second.items[0].id).toBe(made[0]);
    expect((await server.call("GET", `${setups}?cursor=nonsense`)).body.error.code).toBe("invalid_request");
  });

  test("what is not there is said by name", async () => {
    const { id } = await create();
    const none = `set_${"0".repeat(26)}`;
    for (const [path, code] of [
      ["/v1/connectors/nobody/setups", "connector_not_found"],
      [`/v1/connectors/nobody/setups/${id}`, "connector_not_found"],
      [`${setups}/${none}`, "setup_not_found"],
      [`${setups}/${none}/health`, "setup_not_found"],
      [`${setups}/nonsense`, "setup_not_found"],
    ] as const) {
      expect(await server.call("GET", path)).toMatchObject({ status: 404, body: { error: { code } } });
    }
    for (const method of ["PATCH", "DELETE"] as const) {
      const answer = await server.call(method, `${setups}/${none}`, method === "PATCH" ? {} : undefined);
      expect(answer.body.error.code).toBe("setup_not_found");
    }
  });

  test("DELETE is refused while a connection exists, and then works", async () => {
    const { id } = await create();
    const account = await server.addAccount("Uses it");
    const connections = `/v1/accounts/${account.wire}/connections`;
    const connection = (await server.call("POST", connections, { connector: "chat", setup: id, name: "One" })).body;
    expect(await server.call("DELETE", `${setups}/${id}`)).toMatchObject({
      status: 409,
      body: { error: { code: "setup_in_use" } },
    });
    await server.call("DELETE", `${connections}/${connection.id}`);
    expect((await server.call("DELETE", `${setups}/${id}`)).status).toBe(204);
    expect((await server.call("GET", `${setups}/${id}`)).status).toBe(404);
  });
});

describe("the Setup cache", () => {
  test("has both secrets while one is being exchanged, and sees an exchange at once when asked to", async () => {
    const cache = createSetupCache(server);
    const { id, webhookUrl } = await create();
    const key = webhookUrl.split("/").at(-1);
    expect((await cache.byKey("chat", key))?.values.clientSecrets).toEqual(["secret-one"]);
    await server.call("PATCH", `${setups}/${id}`, { clientSecret: "secret-two" });
    expect((await cache.byKey("chat", key))?.values.clientSecrets).toEqual(["secret-one"]);
    expect((await cache.refresh("chat", key))?.values.clientSecrets).toEqual(["secret-two", "secret-one"]);
    await server.call("PATCH", `${setups}/${id}`, { clientSecret: "secret-two" });
    expect((await cache.refresh("chat", key))?.values.clientSecrets).toEqual(["secret-two", "secret-one"]);
    await server.call("PATCH", `${setups}/${id}`, { clientSecret: "secret-three", verifyToken: "v" });
    server.pass(5000);
    expect((await cache.byKey("chat", key))?.values.clientSecrets).toEqual(["secret-three", "secret-two"]);
    expect(await cache.byId(rowId(id))).toMatchObject({ connector: "chat", key, values: { clientId: "123" } });
  });

  test("knows a Setup by its own connector and key only", async () => {
    const cache = createSetupCache(server);
    const { webhookUrl } = await create();
    const key = webhookUrl.split("/").at(-1);
    expect(await cache.byKey("other", key)).toBeNull();
    expect(await cache.byKey("chat", "x")).toBeNull();
    expect(await cache.byId(newId())).toBeNull();
  });
});

describe("Verify Tokens", () => {
  test("are the Setup's own and those of its connections, and nobody else's", async () => {
    const { id } = await create({ verifyToken: "of-the-setup" });
    const other = await create({ verifyToken: "of-another" });
    const account = await server.addAccount("Verified");
    const payload = { connector: "chat", setup: id, name: "One", properties: { verifyToken: "of-a-connection" } };
    const { body, text } = await server.call("POST", `/v1/accounts/${account.wire}/connections`, payload);
    expect(text).not.toContain("of-a-connection");
    expect(body.hasVerifyToken).toBe(true);
    const matches = (token: string) => verifyTokenMatches(server, rowId(id), token);
    expect(await matches("of-the-setup")).toEqual({ kind: "setup" });
    expect(await matches("of-a-connection")).toEqual({ kind: "connection", id: fromWire("connection", body.id) });
    for (const wrong of ["of-another", "of-the-setu", "", "OF-THE-SETUP"]) expect(await matches(wrong)).toBeNull();
    for (const of of ["of-the-setup", "of-a-connection"]) {
      expect(await verifyTokenMatches(server, rowId(other.id), of)).toBeNull();
    }
    await server.call("PATCH", `${setups}/${id}`, { verifyToken: "changed" });
    expect(await matches("of-the-setup")).toBeNull();
    expect(await matches("changed")).toEqual({ kind: "setup" });
  });

  test("the installation's secret is the same for all who ask for it at once", async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => ensureInstallationSecret(server, "a-new-one")));
    expect(new Set(all.map((secret) => secret.toString("hex"))).size).toBe(1);
    expect(all[0]).toHaveLength(32);
  });
});

describe("health of a Setup", () => {
  test("counts what was turned away, per reason, and when", async () => {
    const { id } = await create();
    const setupId = rowId(id);
    const health = `${setups}/${id}/health`;
    expect((await server.call("GET", health)).body).toMatchObject({
      rejections: [],
      verifiedAt: null,
      lastEventAt: null,
      duplicates: 0,
    });
    const { pool } = server.database;
    const one = { setupId, reason: "wrong_signature" } as const;
    await countReasons(pool, [one, { setupId, reason: "duplicate" }, one, { setupId: newId(), reason: "duplicate" }]);
    await Promise.all([countReasons(pool, [one]), countReasons(pool, [one, { setupId, reason: "no_signature" }])]);
    await countReasons(pool, []);
    await markVerified(server, setupId, { kind: "setup" });
    const { body } = await server.call("GET", health);
    expect(body).toMatchObject({ duplicates: 1, verifiedAt: expect.any(String), lastEventAt: null });
    expect(body.rejections).toMatchObject([
      { reason: "no_signature", count: 1, lastAt: expect.any(String) },
      { reason: "wrong_signature", count: 4, lastAt: expect.any(String) },
    ]);
  });

  test("says when the newest event came, whosever it is", async () => {
    const { id } = await create();
    const account = await server.addAccount("Has events");
    await server.call("POST", `/v1/accounts/${account.wire}/connections`, {
      connector: "chat",
      setup: id,
      name: "One",
    });
    const add = (accountId: string, at: string) =>
      server.database.pool.query(
        `INSERT INTO event (account_id, id, source_id, setup_id, connector, kind, channel, lane, routed, received_at, item)
         VALUES ($1, $2, $2, $3, 'chat', 'message', 'messaging', 'x', false, $4, '{}')`,
        [accountId, newId(), rowId(id), at],
      );
    await add("00000000-0000-0000-0000-000000000000", "2026-11-22T08:00:00Z");
    expect((await server.call("GET", `${setups}/${id}/health`)).body.lastEventAt).toBe("2026-11-22T08:00:00.000Z");
    await add(account.id, "2026-11-22T09:00:00Z");
    expect((await server.call("GET", `${setups}/${id}/health`)).body.lastEventAt).toBe("2026-11-22T09:00:00.000Z");
  });
});

describe("the Connector Library", () => {
  test("GET /v1/connectors lists it, GET of one has its methods as JSON Schema", async () => {
    const { items } = (await server.call("GET", "/v1/connectors")).body;
    expect(items).toEqual([expect.objectContaining({ name: "chat", title: "Chat", logo: "<svg/>" })]);
    const { methods } = (await server.call("GET", "/v1/connectors/chat")).body;
    expect(methods.map(({ name, type }: { name: string; type: string }) => `${type} ${name}`)).toEqual([
      "trigger message",
      "trigger postback",
      "trigger any",
      "action say",
      "action note",
    ]);
    const say = methods.find(({ name }: { name: string }) => name === "say");
    expect(say.input).toMatchObject({
      type: "object",
      required: ["recipient", "text"],
      properties: { text: { type: "string", title: "Text", maxLength: 20 }, tone: { default: "plain" } },
    });
    expect(methods[0]).toMatchObject({ input: null, output: { properties: { text: { type: "string" } } } });
    expect(await server.call("GET", "/v1/connectors/nobody")).toMatchObject({
      status: 404,
      body: { error: { code: "connector_not_found" } },
    });
  });
});
