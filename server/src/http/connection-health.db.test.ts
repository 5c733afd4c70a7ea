import type { TokenFacts } from "@velodrome/kit";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newId, toWire } from "../base/id.ts";
import { failed, goodToken } from "../connection/testing/page-connector.ts";
import { createPageScene, mendWorld, type PageScene, type SceneSetup } from "./testing/page-scene.ts";

type Place = Awaited<ReturnType<PageScene["connect"]>>;

let scene: PageScene;
let call: PageScene["server"]["call"];
let setup: SceneSetup;
let place: Place;
let page = 100;
beforeAll(async () => {
  scene = await createPageScene();
  ({ call } = scene.server);
});
afterAll(() => scene.server.close());
beforeEach(async () => {
  mendWorld(scene.world);
  setup = await scene.addSetup({ live: true, verifyToken: "v" });
  await call("POST", `${setup.path}/register-webhook`);
  page += 1;
  place = await scene.connect(setup, String(page));
});

const dayMs = 86_400_000;
const health = async (more = "?refresh=true") => (await call("GET", `${place.path}/health${more}`)).body;
const codes = async () => (await health()).findings.map(({ code }: { code: string }) => code);
const only = async () => {
  // That nothing has come yet is said besides.
  const found = (await health()).findings.filter(({ code }: { code: string }) => code !== "no_event_yet");
  expect(found).toHaveLength(1);
  return found[0];
};
const tokenIs = (more: Partial<TokenFacts>) => scene.world.tokens.set(`token-of-${page}`, { ...goodToken, ...more });

test("of a list is told what is known, without asking anybody, and nothing of other accounts", async () => {
  await health();
  scene.world.registration = failed("unavailable", "retryable");
  const other = await scene.connect(setup, "9990");
  const list = `/v1/accounts/${place.account.wire}/connections/health`;
  const known = async () => (await call("GET", list)).body;
  const before = await known();
  expect(before.nextCursor).toBeNull();
  expect(before.items.map(({ connection }: { connection: string }) => connection)).toEqual([place.id]);
  expect(before.items[0]).not.toMatchObject({ connection: other.id });
  expect(before.items[0].findings.map(({ code }: { code: string }) => code)).toEqual(["no_event_yet", "ok"]);
  await health();
  expect((await known()).items[0].findings).toEqual((await health("")).findings);
});

async function addEvent(): Promise<void> {
  await scene.server.database.pool.query(
    `INSERT INTO event (account_id, id, source_id, setup_id, connection_id, connector, kind, channel, lane, routed, received_at, item)
     VALUES ($1, $2, $2, $3, $4, 'pages', 'message', 'messaging', 'x', false, '2026-11-22T09:00:00Z', '{}')`,
    [place.account.id, newId(), setup.rowId, place.rowId],
  );
}

/** A running cycle whose step `reply` calls by this connection, and one finished run of it. */
async function addRun(error: object | null): Promise<string> {
  const { pool } = scene.server.database;
  const [cycle, run] = [newId(), newId()];
  const steps = [{ id: "reply", type: "action", connector: "pages", method: "send", connection: place.id }];
  const document = JSON.stringify({ steps, edges: [] });
  await pool.query(
    "INSERT INTO cycle (account_id, id, name, status, draft, version) VALUES ($1, $2, 'Greeting', 'running', $3, 1)",
    [place.account.id, cycle, document],
  );
  await pool.query("INSERT INTO cycle_version (account_id, cycle_id, version, document) VALUES ($1, $2, 1, $3)", [
    place.account.id,
    cycle,
    document,
  ]);
  await pool.query(
    `INSERT INTO run (account_id, id, cycle_id, version, origin, trigger, lane, status, created_at, finished_at)
     VALUES ($1, $2, $3, 1, 'manual', 'm', 'l', 'succeeded', now(), now())`,
    [place.account.id, run, cycle],
  );
  await pool.query(
    `INSERT INTO step_run (account_id, run_id, id, step, path, number, status, repeated, error, started_at, finished_at)
     VALUES ($1, $2, $3, 'reply', '', 1, $4, false, $5, '2026-11-22T10:00:00Z', '2026-11-22T10:00:01Z')`,
    [place.account.id, run, newId(), error === null ? "succeeded" : "failed", error && JSON.stringify(error)],
  );
  return toWire("cycle", cycle);
}

test("of a healthy connection there is one finding: ok", async () => {
  await addEvent();
  const cycle = await addRun(null);
  expect(await health()).toEqual({
    findings: [{ code: "ok", severity: "ok", message: "Nothing is wrong.", mender: null, act: null, details: {} }],
    checkedAt: "2026-11-22T12:00:00.000Z",
    lastEventAt: "2026-11-22T09:00:00.000Z",
    lastSend: { at: "2026-11-22T10:00:01.000Z", error: null },
    cycles: [{ id: cycle, name: "Greeting", status: "running" }],
  });
});

test("before the first event that is said", async () => {
  expect(await codes()).toEqual(["no_event_yet", "ok"]);
});

describe("the token", () => {
  test.each([
    ["is another app's", { clientId: "999" }, "token_of_other_app", "error"],
    ["is another Page's", { externalId: "9" }, "token_of_other_page", "error"],
    ["has not all permissions", { scopes: ["read"] }, "permissions_missing", "error"],
    ["ends soon", { expiresAt: Date.UTC(2026, 11, 1) }, "token_ending", "warning"],
    ["loses its data soon", { dataAccessExpiresAt: Date.UTC(2026, 11, 1) }, "data_access_ending", "warning"],
    ["has lost its data", { dataAccessExpiresAt: Date.UTC(2026, 10, 22) }, "data_access_ended", "error"],
  ])("that %s", async (_what, facts, code, severity) => {
    tokenIs(facts);
    expect(await only()).toMatchObject({ code, severity, mender: "account", act: "reauthenticate" });
  });

  test("that is dead makes the connection need a sign-in", async () => {
    tokenIs({ valid: false, fault: { code: "session_invalidated", message: "The person changed their password." } });
    expect((await health()).findings[0]).toMatchObject({
      code: "needs_reauthentication",
      severity: "error",
      act: "reauthenticate",
      details: { reason: "session_invalidated" },
    });
    expect((await call("GET", place.path)).body).toMatchObject({
      status: "needs_reauthentication",
      reason: { code: "session_invalidated" },
    });
  });

  test("that nobody can be asked about is no trouble by itself", async () => {
    scene.world.tokens.set(`token-of-${page}`, failed("unreachable", "retryable"));
    expect(await codes()).toEqual(["token_not_checked", "no_event_yet", "ok"]);
  });

  test("is not asked for permissions that only a configuration of Login for Business knows", async () => {
    await call("PATCH", setup.path, { configId: "9" });
    tokenIs({ scopes: [] });
    expect(await codes()).toEqual(["no_event_yet", "ok"]);
  });
});

describe("what the application sends", () => {
  test("a Page that is not subscribed is subscribed by one call", async () => {
    scene.world.subscriptions.clear();
    expect(await only()).toMatchObject({ code: "page_not_subscribed", severity: "error", act: "resubscribe" });
    const { status, body } = await call("POST", `${place.path}/resubscribe`);
    expect(status).toBe(200);
    expect(body.findings.map(({ code }: { code: string }) => code)).toEqual(["no_event_yet", "ok"]);
    expect(scene.world.subscriptions.get(String(page))).toEqual(["messages", "postbacks"]);
  });

  test("a Page that sends too little", async () => {
    scene.world.subscriptions.set(String(page), ["messages"]);
    expect(await only()).toMatchObject({
      code: "page_fields_missing",
      severity: "warning",
      act: "resubscribe",
      details: { fields: ["postbacks"] },
    });
  });

  test("a Page that cannot be asked about, and one that cannot be subscribed", async () => {
    scene.world.failures.set(String(page), failed("unreachable", "retryable"));
    expect(await only()).toMatchObject({ code: "subscription_not_checked", details: { reason: "unreachable" } });
    const answer = await call("POST", `${place.path}/resubscribe`);
    expect(answer).toMatchObject({ status: 503, body: { error: { code: "unavailable" } } });
    scene.world.failures.set(String(page), failed("permission_missing", "terminal"));
    expect(await call("POST", `${place.path}/resubscribe`)).toMatchObject({
      status: 422,
      body: { error: { code: "application_refused", details: { reason: "permission_missing" } } },
    });
  });

  test("the app's own address and fields", async () => {
    scene.world.registration = { url: "https://other.example/", active: true, fields: [] };
    expect(await only()).toMatchObject({ code: "webhook_foreign", mender: "partner", act: "register-webhook" });
    scene.world.registration = { url: setup.webhookUrl, active: true, fields: ["messages"] };
    expect(await only()).toMatchObject({ code: "fields_missing", details: { fields: ["postbacks"] } });
  });

  test("signatures that fail, and not what a handshake left behind", async () => {
    await scene.post(setup.key, "other");
    await scene.shake(setup.key, {});
    expect(await only()).toMatchObject({ code: "signatures_failing" });
  });
});

describe("the last call", () => {
  test("that was refused because the app is not live says who can be written to", async () => {
    await call("PATCH", setup.path, { live: false });
    await addRun({ code: "app_not_live", message: "Refused.", class: "terminal", details: {} });
    const { findings, lastSend } = await health();
    expect(findings[0]).toMatchObject({ code: "app_not_live", severity: "error", act: "open-checklist" });
    expect(findings.map(({ code }: { code: string }) => code)).toContain("app_in_development");
    expect(lastSend).toEqual({ at: "2026-11-22T10:00:01.000Z", error: { code: "app_not_live", message: "Refused." } });
  });

  test("that failed otherwise is told with its reason", async () => {
    await addRun({ code: "outside_window", message: "Too late.", class: "terminal", details: {} });
    expect(await only()).toMatchObject({
      code: "last_send_failed",
      severity: "warning",
      details: { reason: "outside_window" },
    });
  });

  test("that was not made while nobody was signed in is no trouble once somebody is", async () => {
    await addRun({ code: "connection_not_authenticated", message: "Connect.", class: "terminal", details: {} });
    expect(await only()).toMatchObject({ code: "ok" });
  });
});

test("a version near its end, and one's own status", async () => {
  await call("PATCH", setup.path, { graphVersion: "v21.0" });
  expect(await only()).toMatchObject({ code: "version_ending" });
  await call("PATCH", place.path, { disabled: true });
  expect((await health()).findings.map(({ code }: { code: string }) => code)).toContain("disabled");
  const connections = `/v1/accounts/${place.account.wire}/connections`;
  const { id } = (await call("POST", connections, { connector: "pages", setup: setup.id, name: "New" })).body;
  const fresh = (await call("GET", `${connections}/${id}/health`)).body;
  expect(fresh.findings).toMatchObject([{ code: "not_connected", act: "reauthenticate" }]);
  expect(await call("POST", `${connections}/${id}/resubscribe`)).toMatchObject({
    status: 409,
    body: { error: { code: "sign_in_required" } },
  });
});

test("what was asked within the last minute is not asked again", async () => {
  await health("");
  scene.world.subscriptions.clear();
  expect((await health("")).findings[0].code).toBe("no_event_yet");
  scene.server.pass(61_000);
  expect((await health("")).findings[0].code).toBe("page_not_subscribed");
});

test("facts of former credentials are forgotten with them", async () => {
  tokenIs({ expiresAt: scene.server.clock.now() + 2 * dayMs });
  expect(await codes()).toContain("token_ending");
  tokenIs({});
  await call("PUT", `${place.path}/credentials`, { pageId: String(page), pageAccessToken: `token-of-${page}` });
  expect((await health("")).findings.map(({ code }: { code: string }) => code)).not.toContain("token_ending");
});

test("of another account's connection nothing is told", async () => {
  const other = await scene.server.addAccount("Other");
  const answer = await call("GET", `/v1/accounts/${other.wire}/connections/${place.id}/health`);
  expect(answer).toMatchObject({ status: 404, body: { error: { code: "connection_not_found" } } });
});

describe("calls that are held back", () => {
  const shut = (over: object) => {
    const row = { account: place.account.id, subject: place.rowId, method: "", code: "connection_failing", ...over };
    return scene.server.database.pool.query(
      `INSERT INTO connection_pressure (account_id, subject, method, code, message, round, until)
       VALUES ($1, $2, $3, $4, 'The last 5 calls of this connection failed.', 1, now() + interval '5 minutes')`,
      Object.values(row),
    );
  };
  /** Runs that wait before they call by this connection. */
  const wait = (code: string, runs: number) =>
    scene.server.database.pool.query(
      `INSERT INTO run_live (account_id, id, cycle_id, version, origin, trigger, shard, lane, seq, status, state)
       SELECT $1, uuid_beside($2), $2, 1, 'manual', 'm', 0, 'l' || n, n, 'waiting', json_build_object('waitingFor',
         json_build_object('code', $3::text, 'message', 'It has to wait for its turn.', 'until', now() + interval '1 minute', 'connection', $4::text))
       FROM generate_series(1, $5::int) n`,
      [place.account.id, newId(), code, place.id, runs],
    );

  test("because the last ones failed are told with until when, how many runs wait, and who can mend it", async () => {
    await shut({});
    await wait("connection_failing", 3);
    const found = await only();
    expect(found).toMatchObject({ code: "connection_failing", severity: "warning", mender: "meta" });
    expect(found.message).toMatch(
      /^Calls are paused until \d{4}-\d\d-\d\d \d\d:\d\d UTC\. The last 5 calls of this connection failed\. 3 runs wait/,
    );
    expect(Date.parse(found.details.until) - Date.now()).toBeGreaterThan(60_000);
  });

  test("because the application asked for it, of one method or of the whole Setup", async () => {
    const nobody = "00000000-0000-0000-0000-000000000000";
    await shut({ method: "send", code: "rate_limited" });
    await shut({ account: nobody, subject: setup.rowId, code: "usage_exhausted" });
    const words = (await health()).findings.map(({ message }: { message: string }) => message).join("\n");
    expect(words).toContain("Calls of the method “send” are paused until");
    expect(words).toContain("Calls of all connections of this Setup");
  });

  test("by a limit are told as runs that wait for their turn", async () => {
    await wait("rate_limited", 1);
    const { findings } = await health();
    expect(findings).toContainEqual(
      expect.objectContaining({
        code: "rate_limited",
        severity: "info",
        details: expect.objectContaining({ runs: 1 }),
      }),
    );
  });

  test("of another connection, or no longer, are nothing of this one's", async () => {
    const other = await scene.connect(setup, String((page += 1)));
    await shut({ account: other.account.id, subject: other.rowId });
    await shut({});
    await scene.server.database.pool.query("UPDATE connection_pressure SET until = now() WHERE subject = $1", [
      place.rowId,
    ]);
    expect(await codes()).not.toContain("connection_failing");
  });
});
