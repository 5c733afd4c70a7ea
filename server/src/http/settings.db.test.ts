import type { Connector } from "@velodrome/kit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSettings } from "../account/settings.ts";
import { createTestServer, publicUrl, type TestServer, withKey } from "./testing/test-server.ts";

const connectors = new Map(
  [
    { name: "fake", webhooks: {} },
    { name: "plain", webhooks: null },
  ].map((connector) => [connector.name, connector as Connector]),
);
let server: TestServer;
beforeAll(async () => {
  server = await createTestServer({ change: { connectors } });
});
afterAll(() => server.close());

const url = "/v1/settings/general";
const read = async () => (await server.api.inject({ url, headers: withKey })).json();
const change = (payload: object) => server.api.inject({ method: "PATCH", url, headers: withKey, payload });

test("GET and PATCH /v1/settings/general", async () => {
  expect(await read()).toEqual({
    serviceDomain: "localhost:3000",
    displayName: "Velodrome",
    logo: null,
    publicUrl: "http://localhost:3000",
    local: true,
    returnOrigins: [],
    noticeEmail: null,
    smtp: null,
    domainChange: null,
    sandboxUrl: null,
    retention: { succeeded: 31, failed: 90, cancelled: 31, events: 31 },
    cleanUp: null,
    concurrency: 192,
  });
  const changed = await change({ serviceDomain: "Hooks.example.com" });
  expect(changed.json()).toMatchObject({
    serviceDomain: "hooks.example.com",
    publicUrl: "https://hooks.example.com",
    local: false,
    displayName: "Velodrome",
  });
  await change({ displayName: "Acme Connect" });
  expect(await read()).toMatchObject({ serviceDomain: "hooks.example.com", displayName: "Acme Connect" });
});

test.each([
  { serviceDomain: "https://a.example" },
  { serviceDomain: "" },
  { serviceDomain: "a b" },
  { serviceDomain: "a.example:70000" },
  { serviceDomain: "1.2.3.999" },
  { serviceDomain: "---" },
  { serviceDomain: "hooks.-a.example" },
  { returnOrigins: ["https://a.example/path"] },
  { retention: { succeeded: 0 } },
  { retention: { failed: 1.5 } },
  { retention: { unknown: 3 } },
  { concurrency: 0 },
  { concurrency: 1001 },
  { more: 1 },
])("PATCH refuses %j", async (payload) => {
  expect((await change(payload)).statusCode).toBe(400);
});

test("PATCH of the retention changes the outcomes it names and leaves the others", async () => {
  await change({ retention: { failed: 7 } });
  const { statusCode } = await change({ retention: { events: 400 }, concurrency: 8 });
  expect(statusCode).toBe(200);
  expect(await read()).toMatchObject({
    retention: { succeeded: 31, failed: 7, cancelled: 31, events: 400 },
    concurrency: 8,
  });
});

const smtp = { host: "mail.example.com", port: 587, secure: false, username: "velodrome", from: "hello@acme.example" };

test("the password of the mail server is kept sealed, never answered, and stays until another one comes", async () => {
  const first = await change({ smtp: { ...smtp, password: "swordfish-1" } });
  expect(first.json().smtp).toEqual({ ...smtp, hasPassword: true });
  expect(first.body).not.toContain("swordfish");
  await change({ smtp: { ...smtp, from: "new@acme.example" } });
  await server.api.inject({
    method: "POST",
    url: `${url}/test-mail`,
    headers: withKey,
    payload: { to: "a@b.example" },
  });
  expect(server.mails.at(-1)).toMatchObject({ access: { password: "swordfish-1", from: "new@acme.example" } });
  const { rows } = await server.database.pool.query(
    "SELECT value::text FROM setting UNION SELECT sealed::text FROM installation_secret",
  );
  expect(JSON.stringify(rows)).not.toContain("swordfish");
});

test("a password is not sent to another mail server than the one it was entered for", async () => {
  const moved = await change({ smtp: { ...smtp, host: "mail.evil.example" } });
  expect(moved.json()).toMatchObject({ error: { code: "invalid_request" } });
  expect((await read()).smtp.host).toBe("mail.example.com");
  await change({ smtp: { ...smtp, username: null } });
  expect((await read()).smtp).toMatchObject({ username: null, hasPassword: false });
});

test("POST /v1/settings/general/test-mail goes to the address for notices, or says what is missing", async () => {
  const send = () => server.api.inject({ method: "POST", url: `${url}/test-mail`, headers: withKey, payload: {} });
  expect((await send()).json().error).toMatchObject({
    code: "mail_failed",
    message: expect.stringMatching(/address for notices/),
  });
  await change({ noticeEmail: "ops@acme.example" });
  expect((await send()).json()).toEqual({ to: "ops@acme.example" });
  await change({ smtp: null });
  expect((await send()).json().error).toMatchObject({
    code: "mail_failed",
    message: expect.stringMatching(/No mail server/),
  });
  server.failMail(new Error("connect ECONNREFUSED"));
  expect((await change({ smtp })).statusCode, "a user without a password").toBe(400);
  await change({ smtp: { ...smtp, username: null } });
  expect((await send()).json().error).toMatchObject({
    code: "mail_failed",
    message: expect.stringMatching(/mail.example.com:587.*ECONNREFUSED/),
  });
});

test("with another Service Domain every Setup that takes webhooks is told of, and who changed it is kept", async () => {
  const { pool } = server.database;
  await pool.query(
    `INSERT INTO setup (id, connector, name, key, client_id, key_id, client_secrets, scopes, graph_version, verified_at)
     SELECT gen_random_uuid(), connector, name, name, '1', 'k', '', '{}', 'v1', verified
     FROM (VALUES ('fake', 'Verified', now()), ('fake', 'New', NULL), ('plain', 'Plain', NULL)) AS s (connector, name, verified)`,
  );
  await change({ serviceDomain: "old.example.com" });
  const { domainChange } = (await change({ serviceDomain: "new.example.com" })).json();
  expect(domainChange).toMatchObject({ from: "old.example.com", to: "new.example.com" });
  const states = domainChange.apps.map(({ name, state }: { name: string; state: string }) => `${name} ${state}`);
  expect(states.toSorted()).toEqual(["New by_hand", "Verified waiting"]);
  const audit = await server.api.inject({ url: "/v1/audit?limit=1", headers: withKey });
  expect(audit.json().items).toMatchObject([
    {
      act: "service-domain.changed",
      actor: "VELODROME_API_KEY",
      details: { from: "old.example.com", to: "new.example.com" },
    },
  ]);
});

test("another process's change is seen after 5 seconds, this one's at once", async () => {
  const { database, clock, sealer } = server;
  const other = createSettings({ database, clock, sealer, publicUrl, sandboxUrl: null });
  await change({ displayName: "One" });
  expect((await other.general()).displayName).toBe("One");
  await change({ displayName: "Two" });
  expect((await read()).displayName).toBe("Two");
  expect((await other.general()).displayName).toBe("One");
  clock.pass(5000);
  expect((await other.general()).displayName).toBe("Two");
});

test("a logo is a picture of at most 96 KiB, and goes again", async () => {
  const logo = `data:image/png;base64,${Buffer.from("not looked into").toString("base64")}`;
  expect((await change({ logo })).json()).toMatchObject({ logo });
  for (const wrong of [
    "https://elsewhere.example/logo.png",
    "data:text/html;base64,PGI+",
    'data:image/png;base64,"><script>',
    `data:image/png;base64,${"A".repeat(131_072)}`,
  ]) {
    expect((await change({ logo: wrong })).statusCode).toBe(400);
  }
  expect((await change({ logo: null })).json()).toMatchObject({ logo: null });
});
