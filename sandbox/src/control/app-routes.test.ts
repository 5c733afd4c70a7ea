import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Sandbox } from "../app.ts";
import { type CallbackServer, callbackServer } from "../testing/callback-server.ts";
import { demo, graph, personSays } from "../testing/demo.ts";
import {
  business,
  chat,
  debugged,
  florist,
  ines,
  loginSandbox,
  nora,
  redirectUri,
  sendDialog,
  userToken,
} from "../testing/login.ts";
import { appScopedId } from "../world/grants.ts";

const now = 1_800_000_000_000;

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await loginSandbox(() => now);
});

afterEach(() => sandbox.close());

const ask = async (method: string, path: string, payload?: object) => {
  const response = await sandbox.server.inject({
    method: method as "POST",
    url: `/_sandbox${path}`,
    headers: { host: "localhost:3001" },
    ...(payload ? { payload } : {}),
  });
  return { status: response.statusCode, body: response.json() as Record<string, unknown> };
};

describe("an app", () => {
  it("is made with what is given, and is at once one people can sign in to", async () => {
    const made = await ask("POST", "/apps", { name: "New", redirectUris: [redirectUri] });
    expect(made).toMatchObject({ status: 201, body: { mode: "live", login: "classic", callback: null } });
    const { id } = made.body;
    const query = new URLSearchParams({ client_id: String(id), redirect_uri: redirectUri });
    expect((await sendDialog(sandbox, `/dialog/oauth?${query}`, { person: nora })).statusCode).toBe(303);
    expect((await ask("POST", "/apps", { name: "Same", id })).status).toBe(409);
    expect((await ask("POST", "/apps", { name: "  " })).status).toBe(400);
  });

  it("changes what is named and nothing else, and never answers its secret", async () => {
    const change = { mode: "development", redirectUris: [redirectUri, redirectUri, "https://a.example/b"] };
    const { body } = await ask("PATCH", `/apps/${chat.id}`, change);
    expect(body).toMatchObject({ name: chat.name, mode: "development", login: "classic" });
    expect(body.redirectUris).toEqual([redirectUri, "https://a.example/b"]);
    expect(body).not.toHaveProperty("secret");
    expect((await ask("PATCH", `/apps/${chat.id}`, { name: "Other" })).body.redirectUris).toHaveLength(2);
  });

  it.each(["http://shop.example/callback", "ftp://localhost/", "callback"])("takes no address like %s", async (uri) => {
    expect((await ask("PATCH", `/apps/${chat.id}`, { redirectUris: [uri] })).status).toBe(400);
    expect((await ask("PATCH", `/apps/${chat.id}`, { deauthorizeUrl: uri })).status).toBe(400);
  });

  it("gets and loses configurations", async () => {
    const wanted = { name: "Another", through: "system-user", permissions: ["pages_messaging"] };
    const made = await ask("POST", `/apps/${business.id}/configurations`, wanted);
    expect(made).toMatchObject({ status: 201, body: { ...wanted, expires: "never" } });
    const path = `/apps/${business.id}/configurations/${made.body.id}`;
    expect((await ask("DELETE", path)).body.configurations).toEqual(business.configurations);
    expect((await ask("DELETE", path)).status).toBe(404);
    const unknown = { ...wanted, permissions: ["read_minds"] };
    expect((await ask("POST", `/apps/${business.id}/configurations`, unknown)).status).toBe(400);
  });

  it("gives a person's Page token when asked, as the Messenger settings do", async () => {
    const path = `/apps/${chat.id}/pages/${florist.id}/token`;
    const { status, body } = await ask("POST", path, { person: nora.id });
    expect(status).toBe(201);
    expect(await debugged(sandbox, String(body.accessToken))).toMatchObject({
      type: "PAGE",
      profile_id: florist.id,
      expires_at: 0,
      is_valid: true,
    });
    expect((await ask("POST", path, { person: ines.id })).status).toBe(422);
  });
});

describe("callbacks with a signed_request", () => {
  let partner: CallbackServer;

  beforeEach(async () => {
    partner = await callbackServer();
    await ask("PATCH", `/apps/${chat.id}`, { deauthorizeUrl: partner.url, dataDeletionUrl: partner.url });
  });

  afterEach(() => partner.close());

  function signedPayload(): unknown {
    const { headers, raw } = partner.received.at(-1) ?? { headers: {}, raw: Buffer.from("") };
    expect(headers["content-type"]).toBe("application/x-www-form-urlencoded");
    const [signature, payload = ""] = (new URLSearchParams(raw.toString()).get("signed_request") ?? "").split(".");
    expect(signature).toBe(createHmac("sha256", chat.secret).update(payload).digest("base64url"));
    return JSON.parse(Buffer.from(payload, "base64url").toString());
  }

  it("name the person by the id this app knows, or the Page", async () => {
    const user = await ask("POST", `/apps/${chat.id}/callbacks/data-deletion`, { person: nora.id });
    expect(user.body).toMatchObject({ kind: "data-deletion", status: 200, answer: "EVENT_RECEIVED" });
    const payload = { algorithm: "HMAC-SHA256", issued_at: now / 1000, user_id: appScopedId(chat.id, nora.id) };
    expect(signedPayload()).toEqual(payload);
    await ask("POST", `/apps/${chat.id}/callbacks/deauthorize`, { page: florist.id });
    const ofPage = { algorithm: "HMAC-SHA256", issued_at: String(now / 1000), profile_id: florist.id, user_id: null };
    expect(signedPayload()).toEqual(ofPage);
  });

  it("go out when a person removes the app, there or over the API", async () => {
    const token = await userToken(sandbox, { person: nora, pages: [florist] });
    expect((await ask("DELETE", `/people/${nora.id}/apps/${chat.id}`)).body).toMatchObject({ ended: 1 });
    expect(signedPayload()).toMatchObject({ user_id: appScopedId(chat.id, nora.id) });
    expect(await debugged(sandbox, token)).toMatchObject({ error: { subcode: 458 } });
    const again = await userToken(sandbox, { person: nora, pages: [florist] });
    const arrived = partner.arrived(2);
    await graph(sandbox, "DELETE", `/me/permissions?access_token=${again}`);
    await arrived;
  });

  it("say what went wrong", async () => {
    partner.statuses = [500];
    const failed = await ask("POST", `/apps/${chat.id}/callbacks/deauthorize`, { person: nora.id });
    expect(failed).toMatchObject({ status: 200, body: { status: 500, error: null } });
    const path = `/apps/${business.id}/callbacks/deauthorize`;
    expect((await ask("POST", path, { person: nora.id })).status).toBe(422);
    expect((await ask("POST", path, { person: nora.id, page: florist.id })).status).toBe(400);
  });
});

describe("people and Pages", () => {
  it("are made, given roles, and lose them with their tokens", async () => {
    const page = (await ask("POST", "/pages", { name: "New Page" })).body;
    const made = await ask("POST", "/people", { name: "Ana", pages: [{ id: page.id }], roles: [chat.id] });
    expect(made.body).toMatchObject({ pages: [{ id: page.id, tasks: expect.arrayContaining(["MESSAGING"]) }] });
    const person = { id: String(made.body.id) };
    await ask("POST", `/apps/${chat.id}/pages/${page.id}/token`, { person: person.id });
    await ask("PATCH", `/people/${person.id}`, { pages: [] });
    const { tokens } = (await ask("GET", `/tokens?person=${person.id}`)).body;
    expect(tokens).toMatchObject([{ kind: "page", pageId: page.id, death: "role-lost" }]);
    expect((await ask("POST", "/people", { name: "Eve", pages: [{ id: "404" }] })).status).toBe(404);
    expect((await ask("PATCH", `/people/${person.id}`, { roles: ["404"] })).status).toBe(404);
  });
});

it("signs webhooks with the new secret as soon as it is reset", async () => {
  const partner = await callbackServer();
  try {
    await ask("POST", "/apps", { name: "Signing", id: demo.app.id, secret: demo.app.secret });
    sandbox.world.state.pages.push({
      ...demo.page,
      tokenAppId: demo.app.id,
      tokenDeath: null,
      apps: [{ id: demo.app.id, fields: ["messages"] }],
    });
    sandbox.world.state.people.push({ ...demo.person, pages: [], roles: [], accountsEmpty: false });
    const webhook = { url: partner.url, verifyToken: "verify-me", fields: ["messages"] };
    expect((await ask("PUT", `/apps/${demo.app.id}/webhook`, webhook)).status).toBe(200);
    const { secret } = (await ask("POST", `/apps/${demo.app.id}/secret`)).body;
    await personSays(sandbox, { text: "hi" });
    await partner.arrived(1);
    const [received] = partner.received;
    const right = createHmac("sha256", String(secret))
      .update(received?.raw ?? "")
      .digest("hex");
    expect(received?.headers["x-hub-signature-256"]).toBe(`sha256=${right}`);
  } finally {
    await partner.close();
  }
});
