import { afterAll, beforeAll, expect, test } from "vitest";
import type { Application, Connector } from "@velodrome/kit";
import { listAudit } from "../account/audit.ts";
import { fromWire, newId, toWire } from "../base/id.ts";
import { sealConnectionSecrets } from "../connection/connection-secrets.ts";
import { forgetSubjects } from "../connection/forget-subject.ts";
import { watchAllSignatures } from "../connection/signature-alarm.ts";
import { createFakeConnector } from "../connection/testing/fake-connector.ts";
import { createResourceServer, type ResourceServer } from "./testing/resource-server.ts";

/** A callback's body as this application signs it: `secret person:1` or `secret target:1@<when>`; anything may stand behind it. */
const readPrivacyRequest: Application["readPrivacyRequest"] = (body, secrets) => {
  const form = /^(\S+) (person|target):([^\s@]+)(?:@(\S+))?/;
  const [signed = "", secret = "", kind, id = "", at] = form.exec(body.toString()) ?? [];
  if (!secrets.includes(secret)) return null;
  const more = { signed, issuedAt: at === undefined ? null : Date.parse(at) };
  return kind === "person" ? { kind: "person", id, ...more } : { kind: "target", externalId: id, ...more };
};

const meta: Connector = {
  ...createFakeConnector().connector,
  name: "meta",
  application: { readPrivacyRequest } as Application,
};

let server: ResourceServer;
let account: { wire: string; id: string };
let setup: { id: string; deauthorizeUrl: string; dataDeletionUrl: string };
beforeAll(async () => {
  server = await createResourceServer([meta]);
  account = await server.addAccount("Acme");
  setup = await addSetup();
});
afterAll(() => server.close());

async function addSetup() {
  const { body } = await server.call("POST", "/v1/connectors/meta/setups", {
    ...{ name: "App", clientId: "123456789012345", clientSecret: "secret-one" },
  });
  return body;
}

/** As a sign-in of that person leaves it. */
async function addConnection(over: { page: string; person: string; setup?: { id: string } }): Promise<string> {
  const [id, setupId] = [newId(), fromWire("setup", (over.setup ?? setup).id)];
  const credentials = { externalId: over.page, accessToken: "page-token-1234" };
  const sealed = sealConnectionSecrets(server.sealer, id, { credentials, verifyToken: null });
  const { pool } = server.database;
  await pool.query(
    `INSERT INTO connection (account_id, id, connector, setup_id, name, status, external_id, key_id, credentials, person_id, person_name)
     VALUES ($1, $2, 'meta', $3, 'Page', 'authenticated', $4, $5, $6, $7, 'Ada Example')`,
    [account.id, id, setupId, over.page, sealed.keyId, sealed.credentials, over.person],
  );
  await pool.query(
    `INSERT INTO sign_in (account_id, id, connection_id, kind, status, token_hash, expires_at, origin)
     VALUES ($1, $2, $3, 'authorize', 'choosing', sha256($4), now() + interval '1 hour', 'http://localhost:3000')`,
    [account.id, newId(), id, Buffer.from(id)],
  );
  // What the application says of a token names the person.
  await pool.query(
    `INSERT INTO connection_check (account_id, connection_id, credentials_digest, token, token_at)
     VALUES ($1, $2, sha256($3), jsonb_build_object('personId', $4::text), now())`,
    [account.id, id, sealed.credentials, over.person],
  );
  return id;
}

const post = (url: string, payload: string) =>
  server.api.inject({
    ...{ method: "POST", url: new URL(url).pathname, payload },
    headers: { "content-type": "application/x-www-form-urlencoded" },
  });
const work = () => forgetSubjects(server.deps, new AbortController().signal);

async function read(id: string): Promise<Record<string, unknown>> {
  const { rows } = await server.database.pool.query(
    `SELECT status, external_id AS page, person_id AS person, person_name AS name, credentials, reason ->> 'code' AS reason,
       (SELECT count(*)::int FROM sign_in s WHERE s.connection_id = c.id) AS ways,
       (SELECT count(*)::int FROM connection_check k WHERE k.connection_id = c.id) AS looks FROM connection c WHERE id = $1`,
    [id],
  );
  return rows[0];
}

const untouched = { status: "authenticated", person: "p2", name: "Ada Example", ways: 1, looks: 1 };

test("of a person who removed the app name, tokens and grants go; the Page stays bound and the reason is said", async () => {
  const [mine, same, others] = [
    await addConnection({ page: "page-1", person: "p1" }),
    await addConnection({ page: "page-2", person: "p1" }),
    await addConnection({ page: "page-3", person: "p2" }),
  ];
  const elsewhere = await addConnection({ page: "page-1", person: "p1", setup: await addSetup() });
  const answer = await post(setup.deauthorizeUrl, "secret-one person:p1");
  expect(answer.statusCode).toBe(200);
  await work();
  for (const [id, page] of [
    [mine, "page-1"],
    [same, "page-2"],
  ] as const) {
    expect(await read(id)).toEqual({
      ...{ status: "needs_reauthentication", page, person: null, name: null, credentials: null },
      ...{ reason: "deauthorized", ways: 0, looks: 0 },
    });
  }
  expect(await read(others)).toMatchObject(untouched);
  expect(await read(elsewhere)).toMatchObject({ ...untouched, person: "p1" });
});

test("of a Page that removed the app the connection is disconnected", async () => {
  const [gone, other] = [
    await addConnection({ page: "page-8", person: "p2" }),
    await addConnection({ page: "page-9", person: "p2" }),
  ];
  await post(setup.deauthorizeUrl, "secret-one target:page-8");
  await work();
  await work();
  expect(await read(gone)).toEqual({
    ...{
      status: "new",
      page: null,
      person: null,
      name: null,
      credentials: null,
      reason: "page_removed_app",
      ways: 0,
      looks: 0,
    },
  });
  expect(await read(other)).toMatchObject(untouched);
  const { body } = await server.call("GET", "/v1/notices");
  expect(body.items).toMatchObject([{ code: "page_removed_app", connection: toWire("connection", gone) }]);
});

test("data deletion answers a code and the page that says how far it is, the same for the same request", async () => {
  const body = "secret-one person:p7 sent-once";
  const first = (await post(setup.dataDeletionUrl, body)).json();
  expect(first).toEqual({
    url: `http://localhost:3000/privacy/deletions/${first.confirmation_code}`,
    confirmation_code: expect.stringMatching(/^[\w-]{16}$/),
  });
  const page = () => server.api.inject(new URL(first.url).pathname);
  expect((await page()).body).toContain("waits for its turn");
  await work();
  expect((await page()).body).toMatch(/Done\. Names.*\n.*Asked on 2026-11-22 at 12:00 UTC/);
  expect((await post(setup.dataDeletionUrl, body)).json()).toEqual(first);
  // What stands beside the signed part makes no new request of it.
  expect((await post(setup.dataDeletionUrl, `${body} and more`)).json()).toEqual(first);
  expect((await page()).body).toContain("Done.");
  const { rows } = await server.database.pool.query("SELECT subject FROM privacy_request WHERE status = 'done'");
  expect(rows.every(({ subject }) => subject === null)).toBe(true);
});

test("one from before the person signed in anew is refused, and one that clocks may have got wrong is not", async () => {
  const own = await addSetup();
  const id = await addConnection({ page: "page-20", person: "p20", setup: own });
  const times = { startedAt: "2026-11-20T12:00:00Z", expiresAt: "2026-11-21T12:00:00Z" };
  const signIn = JSON.stringify({ status: "connected", error: null, connections: [], ...times });
  await server.database.pool.query("UPDATE connection SET sign_in = $2 WHERE id = $1", [id, signIn]);
  const asked = async (subject: string, at: string) =>
    (await post(own.deauthorizeUrl, `secret-one ${subject}@${at}`)).statusCode;
  expect(await asked("person:p20", "2026-11-20T10:59:00Z")).toBe(403);
  expect(await asked("target:page-20", "2026-11-20T10:59:00Z")).toBe(403);
  await work();
  expect(await read(id)).toMatchObject({ ...untouched, person: "p20" });
  expect(await asked("person:nobody", "2026-11-20T10:59:00Z")).toBe(200);
  expect(await asked("person:p20", "2026-11-20T11:30:00Z")).toBe(200);
  await work();
  expect(await read(id)).toMatchObject({ status: "needs_reauthentication", person: null });
});

test("a body that is too large is told how much is taken here", async () => {
  const answer = await post(setup.deauthorizeUrl, "x".repeat(64 * 1024 + 1));
  expect([answer.statusCode, answer.json().error.message]).toEqual([
    413,
    "The body is larger than the 64 KiB that this address takes: send less at once.",
  ]);
});

test("a code that nobody was given is a page as well", async () => {
  const answer = await server.api.inject("/privacy/deletions/unknown");
  expect([answer.statusCode, answer.headers["content-type"]]).toEqual([404, "text/html; charset=utf-8"]);
  expect(answer.body).toContain("no request with this code");
});

test("what no live secret signed changes nothing, is answered 403 and counted", async () => {
  const kept = await addConnection({ page: "page-5", person: "p2" });
  for (const url of [setup.deauthorizeUrl, setup.dataDeletionUrl]) {
    expect((await post(url, "secret-two person:p2")).statusCode).toBe(403);
  }
  await work();
  expect(await read(kept)).toMatchObject(untouched);
  await post(setup.deauthorizeUrl, "secret-two person:p2");
  const { body } = await server.call("GET", `/v1/connectors/meta/setups/${setup.id}/health`);
  expect(body.rejections).toMatchObject([{ reason: "wrong_privacy_signature", count: 3, recent: 3 }]);
  // They are no webhooks: a stranger's must not say that the Client Secret is wrong.
  await watchAllSignatures(server.deps, new AbortController().signal);
  const notices = (await server.call("GET", "/v1/notices")).body.items;
  expect(notices.map(({ code }: { code: string }) => code)).not.toContain("signatures_failing");
});

test("the secret before stays good while two are live, and an unknown address is 404", async () => {
  await server.call("PATCH", `/v1/connectors/meta/setups/${setup.id}`, { clientSecret: "secret-new" });
  expect((await post(setup.deauthorizeUrl, "secret-one person:nobody")).statusCode).toBe(200);
  expect((await post(setup.deauthorizeUrl, "secret-new person:nobody")).statusCode).toBe(200);
  expect((await post("http://x/webhooks/meta/nothing/deauthorize", "secret-one person:p1")).statusCode).toBe(404);
});

test("one that cannot be done does not keep those after it from being done", async () => {
  const stuck = await addConnection({ page: "page-6", person: "p6" });
  await server.database.pool.query("UPDATE connection SET key_id = 'gone' WHERE id = $1", [stuck]);
  const gone = await addConnection({ page: "page-10", person: "p2" });
  await post(setup.deauthorizeUrl, "secret-new target:page-6");
  await post(setup.deauthorizeUrl, "secret-new target:page-10");
  await work();
  expect([await read(stuck), await read(gone)]).toMatchObject([{ status: "authenticated" }, { status: "new" }]);
});

test("each, and the change of a secret, is written down without whom it was about", async () => {
  await work();
  const { items } = await listAudit({ database: server.database }, { limit: 50 });
  expect(items.filter(({ act }) => act === "privacy.request")).toHaveLength(8);
  expect(items.find(({ act }) => act === "setup.secret-changed")).toMatchObject({ actor: "VELODROME_API_KEY" });
  expect(items.at(-1)).toMatchObject({ act: "privacy.request", details: { kind: "deauthorize", about: "person" } });
  expect(JSON.stringify(items)).not.toMatch(/"p\d"/);
});
