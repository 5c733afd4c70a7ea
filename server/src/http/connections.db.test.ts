import { ConnectorError } from "@velodrome/kit";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { fromWire } from "../base/id.ts";
import { createCredentialsCache } from "../connection/credentials-cache.ts";
import { refusedToken, unreachable } from "../connection/testing/fake-connector.ts";
import { createResourceServer, type ResourceServer } from "./testing/resource-server.ts";

let server: ResourceServer;
let setup: string;
let account: { wire: string; id: string };
let connections: string;
beforeAll(async () => {
  server = await createResourceServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  const wanted = { name: "App", clientId: "1", clientSecret: "s" };
  setup = (await server.call("POST", "/v1/connectors/chat/setups", wanted)).body.id;
  account = await server.addAccount("Customer");
  connections = `/v1/accounts/${account.wire}/connections`;
  server.application.tokens.clear();
  server.application.subscribe = null;
  server.application.subscribed = [];
  server.application.tokens.set("page-token-7", { externalId: "7", name: "Seven" });
});

const create = async (more: object = {}) =>
  (await server.call("POST", connections, { connector: "chat", setup, name: "Page", ...more })).body;
const putToken = (id: string, pageId: string, pageAccessToken: string) =>
  server.call("PUT", `${connections}/${id}/credentials`, { pageId, pageAccessToken });
const rowId = (id: string) => fromWire("connection", id) ?? "";

describe("connections", () => {
  test("POST makes a new one, GET and the list show it", async () => {
    const { status, body } = await server.call("POST", connections, { connector: "chat", setup, name: "Page" });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      id: expect.stringMatching(/^con_/),
      account: account.wire,
      connector: "chat",
      setup,
      name: "Page",
      status: "new",
      page: null,
      hasVerifyToken: false,
      createdAt: expect.any(String),
    });
    expect((await server.call("GET", `${connections}/${body.id}`)).body).toEqual(body);
    const second = await create();
    const list = (await server.call("GET", `${connections}?limit=1`)).body;
    expect(list.items).toEqual([second]);
    expect((await server.call("GET", `${connections}?limit=1&cursor=${list.nextCursor}`)).body).toEqual({
      items: [body],
      nextCursor: null,
    });
  });

  test("one that names no Setup gets the connector's oldest", async () => {
    const { items } = (await server.call("GET", "/v1/connectors/chat/setups?limit=200")).body;
    expect((await create({ setup: undefined })).setup).toBe(items.at(-1).id);
  });

  test("without any Setup nothing can be connected", async () => {
    const other = await createResourceServer();
    const { wire } = await other.addAccount("Early");
    const answer = await other.call("POST", `/v1/accounts/${wire}/connections`, { connector: "chat", name: "x" });
    await other.close();
    expect(answer).toMatchObject({ status: 409, body: { error: { code: "setup_required" } } });
  });

  test("what is not there is said by name", async () => {
    const none = `con_${"0".repeat(26)}`;
    const cases = [
      ["GET", `${connections}/${none}`, undefined, "connection_not_found"],
      ["GET", `${connections}/nonsense`, undefined, "connection_not_found"],
      ["PATCH", `${connections}/${none}`, {}, "connection_not_found"],
      ["DELETE", `${connections}/${none}`, undefined, "connection_not_found"],
      ["DELETE", `${connections}/${none}/credentials`, undefined, "connection_not_found"],
      ["PUT", `${connections}/${none}/credentials`, { pageId: "7", pageAccessToken: "x" }, "connection_not_found"],
      ["GET", "/v1/accounts/nobody/connections", undefined, "account_not_found"],
      ["POST", connections, { connector: "nobody", name: "x" }, "connector_not_found"],
      ["POST", connections, { connector: "chat", setup: `set_${"0".repeat(26)}`, name: "x" }, "setup_not_found"],
    ] as const;
    for (const [method, path, payload, code] of cases) {
      expect(await server.call(method, path, payload)).toMatchObject({ status: 404, body: { error: { code } } });
    }
  });

  test("another account's is not there", async () => {
    const mine = await create();
    const stranger = await server.addAccount("Stranger");
    const theirs = `/v1/accounts/${stranger.wire}/connections`;
    expect((await server.call("GET", `${theirs}/${mine.id}`)).status).toBe(404);
    expect((await server.call("DELETE", `${theirs}/${mine.id}`)).status).toBe(404);
    expect((await server.call("GET", theirs)).body.items).toEqual([]);
    const seen = await server.database.withAccount(stranger.id, (scope) =>
      scope.selectFrom("connection").selectAll().execute(),
    );
    expect(seen).toEqual([]);
  });

  test("PATCH switches it off and on, and new credentials do not switch it on", async () => {
    const { id } = await create({ properties: { verifyToken: "verify-me" } });
    const patch = async (payload: object) => (await server.call("PATCH", `${connections}/${id}`, payload)).body;
    expect(await patch({ name: "Renamed", disabled: true })).toMatchObject({ name: "Renamed", status: "disabled" });
    expect((await putToken(id, "7", "page-token-7")).body).toMatchObject({ status: "disabled", page: { id: "7" } });
    expect(await patch({ disabled: false })).toMatchObject({ status: "authenticated", hasVerifyToken: true });
    expect(await patch({ properties: { verifyToken: null } })).toMatchObject({ hasVerifyToken: false });
    await server.call("DELETE", `${connections}/${id}/credentials`);
    expect(await patch({ disabled: true })).toMatchObject({ status: "disabled" });
    expect(await patch({ disabled: false })).toMatchObject({ status: "new", page: null });
  });

  test("one whose token was refused, before it was switched off or since, needs a person when it is on again", async () => {
    const { id } = await create();
    const patch = async (payload: object) => (await server.call("PATCH", `${connections}/${id}`, payload)).body;
    const reason = { code: "token_refused", message: "It was refused." };
    const refuse = () =>
      createCredentialsCache(server.deps).markNeedsReauthentication(account.id, rowId(id), {
        ...{ accessToken: "page-token-7", reason },
      });
    await putToken(id, "7", "page-token-7");
    await refuse();
    await patch({ disabled: true });
    expect(await patch({ disabled: false })).toMatchObject({ status: "needs_reauthentication", reason });
    await putToken(id, "7", "page-token-7");
    await patch({ disabled: true });
    await refuse();
    expect(await patch({ disabled: true })).toMatchObject({ status: "disabled", reason });
    expect(await patch({ disabled: false })).toMatchObject({ status: "needs_reauthentication", reason });
    await patch({ disabled: true });
    await putToken(id, "7", "page-token-7");
    expect(await patch({ disabled: false })).toMatchObject({ status: "authenticated", reason: null });
  });
});

describe("PUT credentials", () => {
  test("takes a token that is the Page's, subscribes, and shows it to nobody", async () => {
    const { id } = await create();
    const answer = await putToken(id, "7", "page-token-7");
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ status: "authenticated", page: { id: "7", name: "Seven" } });
    expect(server.application.subscribed).toEqual(["7"]);
    const others = [
      (await server.call("GET", connections)).text,
      (await server.call("GET", `${connections}/${id}`)).text,
    ];
    for (const text of [answer.text, ...others, server.lines.join("\n")]) expect(text).not.toContain("page-token-7");
    const { rows } = await server.database.pool.query("SELECT credentials FROM connection WHERE id = $1", [rowId(id)]);
    expect(rows[0].credentials.includes("page-token-7")).toBe(false);
  });

  test("refuses another Page's token and one that the application refuses, and keeps what was there", async () => {
    const { id } = await create();
    const other = await putToken(id, "8", "page-token-7");
    expect(other.body.error).toMatchObject({ code: "credentials_rejected", details: { pageId: "8", tokenOf: "7" } });
    const refused = await putToken(id, "7", "dead-token");
    expect(refused.status).toBe(other.status);
    expect(refused.body.error).toMatchObject({ code: "credentials_rejected", details: { code: 190 } });
    expect(refused.body.error.message).toContain(refusedToken.message);
    expect(refused.text).not.toContain("dead-token");
    expect((await server.call("GET", `${connections}/${id}`)).body).toMatchObject({ status: "new", page: null });
    expect(server.application.subscribed).toEqual([]);
  });

  test("believes the partner while the application cannot be reached", async () => {
    const { id } = await create();
    server.application.tokens.set("page-token-7", unreachable);
    server.application.subscribe = unreachable;
    const answer = await putToken(id, "7", "page-token-7");
    expect(answer.body).toMatchObject({ status: "authenticated", page: { id: "7", name: null } });
  });

  test("stands although the events cannot be subscribed to, which is logged without the token", async () => {
    const { id } = await create();
    server.application.subscribe = new ConnectorError("permission_missing", { message: "No.", kind: "terminal" });
    expect((await putToken(id, "7", "page-token-7")).body.status).toBe("authenticated");
    const line = server.lines.find((each) => each.includes("permission_missing"));
    expect(line).toContain(id);
    expect(line).not.toContain("page-token-7");
  });

  test("a Page is connected once per account and Setup", async () => {
    const [first, second] = [await create(), await create()];
    await putToken(first.id, "7", "page-token-7");
    const again = await putToken(second.id, "7", "page-token-7");
    expect(again).toMatchObject({ status: 409, body: { error: { code: "page_in_use", details: { pageId: "7" } } } });
    expect((await putToken(first.id, "7", "page-token-7")).status).toBe(200);
    const wanted = { name: "Other app", clientId: "2", clientSecret: "s" };
    const otherSetup = (await server.call("POST", "/v1/connectors/chat/setups", wanted)).body.id;
    const third = await create({ setup: otherSetup });
    expect((await putToken(third.id, "7", "page-token-7")).status).toBe(200);
    const stranger = await server.addAccount("Also has it");
    const theirs = `/v1/accounts/${stranger.wire}/connections`;
    const fourth = (await server.call("POST", theirs, { connector: "chat", setup, name: "Page" })).body;
    const payload = { pageId: "7", pageAccessToken: "page-token-7" };
    const refused = await server.call("PUT", `${theirs}/${fourth.id}/credentials`, payload);
    expect(refused).toMatchObject({ status: 409, body: { error: { code: "page_in_use", details: { pageId: "7" } } } });
    for (const word of [account.wire, first.id, "Customer"]) expect(refused.text).not.toContain(word);
    await server.call("PATCH", `/v1/connectors/chat/setups/${setup}`, { sharedPages: "each" });
    expect((await server.call("PUT", `${theirs}/${fourth.id}/credentials`, payload)).status).toBe(200);
  });

  test("DELETE forgets the Page and the token, and keeps the Verify Token", async () => {
    const { id } = await create({ properties: { verifyToken: "verify-me" } });
    await putToken(id, "7", "page-token-7");
    const answer = await server.call("DELETE", `${connections}/${id}/credentials`);
    expect(answer.body).toMatchObject({ status: "new", page: null, hasVerifyToken: true });
    const { rows } = await server.database.pool.query("SELECT * FROM connection WHERE id = $1", [rowId(id)]);
    expect(rows[0]).toMatchObject({ credentials: null, external_id: null, external_name: null });
  });

  test("a Page that nobody has any more is unsubscribed and noted; one that somebody still has is not", async () => {
    await server.call("PATCH", `/v1/connectors/chat/setups/${setup}`, { sharedPages: "each" });
    const disconnected = async () =>
      (await server.database.engine.selectFrom("disconnected_page").select("external_id").execute()).length;
    const before = await disconnected();
    const mine = await create();
    await putToken(mine.id, "7", "page-token-7");
    const stranger = await server.addAccount("Also has it");
    const theirs = `/v1/accounts/${stranger.wire}/connections`;
    const other = (await server.call("POST", theirs, { connector: "chat", setup, name: "Page" })).body;
    await server.call("PUT", `${theirs}/${other.id}/credentials`, { pageId: "7", pageAccessToken: "page-token-7" });
    server.application.subscribed = ["7"];
    await server.call("DELETE", `${connections}/${mine.id}/credentials`);
    expect([server.application.subscribed, await disconnected()]).toEqual([["7"], before]);
    await server.call("DELETE", `${theirs}/${other.id}`);
    expect([server.application.subscribed, await disconnected()]).toEqual([[], before + 1]);
    await putToken(mine.id, "7", "page-token-7");
    expect([server.application.subscribed, await disconnected()]).toEqual([["7"], before]);
  });

  test("another Page takes the place of the one before, which is unsubscribed", async () => {
    server.application.tokens.set("page-token-8", { externalId: "8", name: "Eight" });
    const { id } = await create();
    await putToken(id, "7", "page-token-7");
    expect((await putToken(id, "8", "page-token-8")).body).toMatchObject({ page: { id: "8", name: "Eight" } });
    expect(server.application.subscribed).toEqual(["8"]);
  });
});

describe("the credentials cache", () => {
  const connect = async () => {
    const { id } = await create();
    await putToken(id, "7", "page-token-7");
    return { wire: id, id: rowId(id) };
  };

  test("opens them for their own account only, and for 5 s", async () => {
    const { id } = await connect();
    const cache = createCredentialsCache(server.deps);
    const open = { connector: "chat", credentials: { externalId: "7", accessToken: "page-token-7" } };
    expect(await cache.credentialsOf(account.id, id)).toMatchObject({ ...open, setup: { clientSecrets: ["s"] } });
    expect(await cache.credentialsOf((await server.addAccount("Stranger")).id, id)).toBeNull();
    await server.call("PATCH", `${connections}/${(await server.call("GET", connections)).body.items[0].id}`, {
      disabled: true,
    });
    expect(await cache.credentialsOf(account.id, id)).toMatchObject(open);
    server.pass(5000);
    expect(await cache.credentialsOf(account.id, id)).toBeNull();
  });

  test("a refused token marks the connection, once, and a replaced one does not", async () => {
    const { wire, id } = await connect();
    const cache = createCredentialsCache(server.deps);
    const reason = { code: "password_changed", message: "The person changed their password." };
    const refused = (accessToken: string) => ({ accessToken, reason });
    const status = async () => (await server.call("GET", `${connections}/${wire}`)).body.status;
    await cache.credentialsOf(account.id, id);
    expect(await cache.markNeedsReauthentication(account.id, id, refused("an-older-token"))).toBe(false);
    expect(await status()).toBe("authenticated");
    expect(await cache.markNeedsReauthentication(account.id, id, refused("page-token-7"))).toBe(true);
    expect(await status()).toBe("needs_reauthentication");
    expect((await server.call("GET", `${connections}/${wire}`)).body.reason).toEqual(reason);
    expect(await cache.credentialsOf(account.id, id)).toBeNull();
    const stranger = await server.addAccount("Stranger");
    expect(await cache.markNeedsReauthentication(stranger.id, id, refused("page-token-7"))).toBe(false);
    server.application.tokens.set("a-new-token", { externalId: "7", name: "Seven" });
    await putToken(wire, "7", "a-new-token");
    expect(await cache.markNeedsReauthentication(account.id, id, refused("page-token-7"))).toBe(false);
    expect(await status()).toBe("authenticated");
    cache.forget(id);
    expect((await cache.credentialsOf(account.id, id))?.credentials.accessToken).toBe("a-new-token");
  });
});
